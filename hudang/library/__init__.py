"""地区资料与制度: regional documents and figures, rules in force, institutional volumes."""
