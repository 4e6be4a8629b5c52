"""One form for names that are written in several: traditional and variant characters, dots, widths, capitals.

Only for finding: what is stored and shown stays as the certificate has it.
"""

from __future__ import annotations

from hudang.kernel.text import clean_name, half_width

# pairs of the characters that names are made of; a table of our own, because it needs some two hundred of many thousands
_PAIRS = (
    "張张 陳陈 劉刘 楊杨 趙赵 黃黄 吳吴 孫孙 馬马 許许 鄧邓 馮冯 韓韩 鄭郑 謝谢 蕭萧 "
    "肖萧 葉叶 呂吕 蘇苏 盧卢 蔣蒋 賈贾 閻阎 閆阎 闫阎 範范 譚谭 鄒邹 陸陆 龔龚 萬万 "
    "錢钱 湯汤 喬乔 賴赖 龐庞 顏颜 莊庄 聶聂 魯鲁 嚴严 倫伦 畢毕 紀纪 項项 竇窦 諸诸 "
    "歐欧 陽阳 單单 應应 齊齐 關关 滿满 遲迟 於于 嶽岳 婁娄 華华 國国 軍军 偉伟 強强 "
    "麗丽 蘭兰 鳳凤 鳯凤 雲云 紅红 豔艳 艷艳 榮荣 貴贵 寶宝 寳宝 鐵铁 鋼钢 銀银 蓮莲 "
    "瓊琼 瑤瑶 賢贤 學学 興兴 慶庆 廣广 東东 來来 龍龙 飛飞 雙双 愛爱 義义 禮礼 節节 "
    "誠诚 詩诗 謙谦 輝辉 煇辉 勳勋 勛勋 勝胜 業业 樹树 樂乐 權权 歡欢 澤泽 濤涛 潔洁 "
    "靜静 順顺 鵬鹏 鴻鸿 鶴鹤 鳴鸣 黨党 點点 齡龄 啟启 啓启 嬌娇 孃娘 寧宁 審审 將将 "
    "爾尔 崗岗 峯峰 島岛 師师 帶带 幹干 廠厂 彥彦 後后 從从 悳德 憲宪 懷怀 戰战 揚扬 "
    "擁拥 據据 數数 時时 晉晋 曉晓 暉晖 書书 會会 棟栋 楨桢 極极 橋桥 機机 淩凌 淨净 "
    "淵渊 溫温 滬沪 漢汉 瀾澜 煒炜 煥焕 營营 爭争 瑋玮 瑩莹 璽玺 畫画 異异 盡尽 監监 "
    "碩硕 禎祯 種种 積积 穎颖 頴颖 穩稳 競竞 筆笔 篤笃 簡简 絢绚 維维 綱纲 綺绮 緒绪 "
    "練练 縣县 總总 續续 羅罗 聖圣 聯联 聰聪 聲声 職职 肅肃 脩修 膽胆 臨临 與与 舉举 "
    "艦舰 芻刍 莖茎 萊莱 葦苇 蒼苍 蔭荫 薈荟 藍蓝 藝艺 蘊蕴 處处 號号 術术 衛卫 裡里 "
    "裏里 覺觉 訓训 記记 設设 詠咏 詳详 語语 誼谊 調调 論论 諾诺 證证 識识 豐丰 財财 "
    "貞贞 貢贡 賓宾 賜赐 質质 贊赞 趕赶 車车 輔辅 輪轮 辦办 農农 運运 達达 遠远 選选 "
    "邁迈 郵邮 鄉乡 醫医 釗钊 鈞钧 鈺钰 銘铭 銳锐 鋒锋 錄录 錦锦 鍾钟 鐘钟 鎮镇 鏡镜 "
    "鑒鉴 鑑鉴 長长 門门 開开 間间 陞升 昇升 陣阵 陰阴 際际 隊队 雋隽 離离 難难 電电 "
    "靈灵 韋韦 頌颂 預预 領领 頭头 題题 願愿 類类 風风 養养 駒驹 駿骏 驥骥 驊骅 驍骁 "
    "魚鱼 鮑鲍 鵑鹃 鷹鹰 麥麦 𠮷吉 喆哲 堃坤 甦苏 犇奔 祐佑 衞卫 髙高 羣群 峝峒 㐂喜 "
    "亾亡 仝同 靑青 淸清 眞真 愼慎 鎭镇 徳德 祿禄 緑绿 綠绿"
)
_ONE_FORM = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split() if pair[0] != pair[1]})
_DOTS = str.maketrans("", "", "·･∙⋅・•‧●.．。-－'’`")


def fold_name(text: str) -> str:
    """Return the form under which a name is found: no dots, simplified characters, half width, small letters."""
    return half_width(clean_name(text)).translate(_DOTS).translate(_ONE_FORM).lower().replace("ü", "v")
