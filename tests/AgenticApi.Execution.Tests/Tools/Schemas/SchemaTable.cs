namespace AgenticApi.Tests.Tools;

/// <summary>Schemas, values, and the path of the first error; null if the value fits.</summary>
internal static class SchemaTable
{
    private const string Person = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":0}},"required":["name"],"additionalProperties":false}""";
    private const string Tree = """{"type":"object","properties":{"value":{"type":"number"},"children":{"type":"array","items":{"$ref":"#"}}},"required":["value"]}""";
    private const string Defs = """{"$defs":{"a/b":{"type":"string"},"t~x":{"type":"null"},"p q":{"type":"integer"}},"properties":{"s":{"$ref":"#/$defs/a~1b"},"t":{"$ref":"#/$defs/t~0x"},"p":{"$ref":"#/$defs/p%20q"}}}""";
    private const string Old = """{"definitions":{"id":{"type":"integer"}},"items":{"$ref":"#/definitions/id"}}""";
    private const string IfThen = """{"if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},"then":{"required":["x"]},"else":{"required":["y"]}}""";
    private const string Linked = """{"anyOf":[{"type":"null"},{"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"],"additionalProperties":false}]}""";

    internal static readonly (string Schema, string Value, string? Path)[] Rows =
    [
        // Schemas without rules
        ("{}", "1", null), ("{}", "{\"a\":[]}", null), ("true", "null", null), ("false", "null", "$"), ("{\"x-unknown\":7}", "\"a\"", null),
        ("\"no schema\"", "1", null),

        // type
        ("""{"type":"string"}""", "\"\"", null), ("""{"type":"string"}""", "1", "$"), ("""{"type":"number"}""", "1.5", null),
        ("""{"type":"number"}""", "\"1\"", "$"), ("""{"type":"integer"}""", "1", null), ("""{"type":"integer"}""", "1.0", null),
        ("""{"type":"integer"}""", "1.5", "$"), ("""{"type":"integer"}""", "1e3", null), ("""{"type":"integer"}""", "15e-1", "$"),
        ("""{"type":"integer"}""", "-0.0", null), ("""{"type":"integer"}""", "123456789012345678901234567890", null),
        ("""{"type":"boolean"}""", "true", null), ("""{"type":"boolean"}""", "false", null), ("""{"type":"boolean"}""", "0", "$"),
        ("""{"type":"null"}""", "null", null), ("""{"type":"null"}""", "0", "$"), ("""{"type":"array"}""", "[]", null),
        ("""{"type":"array"}""", "{}", "$"), ("""{"type":"object"}""", "{}", null), ("""{"type":"object"}""", "[]", "$"),
        ("""{"type":["string","null"]}""", "null", null), ("""{"type":["string","null"]}""", "\"a\"", null),
        ("""{"type":["string","null"]}""", "1", "$"), ("""{"type":["integer","string"]}""", "1.5", "$"), ("""{"type":"any"}""", "1", null),
        ("""{"type":["string","any"]}""", "1", null), ("""{"type":7}""", "1", null), ("""{"type":[]}""", "1", null),
        ("""{"type":"string","nullable":true}""", "null", null), ("""{"type":"string","nullable":true}""", "1", "$"),
        ("""{"type":"string","nullable":false}""", "null", "$"), ("""{"nullable":true,"enum":["a"]}""", "null", null),

        // properties, required, additionalProperties
        (Person, """{"name":"A"}""", null), (Person, """{"name":"A","age":3}""", null), (Person, "{}", "$.name"),
        (Person, """{"name":7}""", "$.name"), (Person, """{"name":"A","age":-1}""", "$.age"), (Person, """{"name":"A","size":1}""", "$.size"),
        (Person, """{"name":null}""", "$.name"), (Person, """{"nam\u0065":"A"}""", null), (Person, "\"A\"", "$"),
        ("""{"properties":{"a":{"type":"string"}}}""", "7", null), ("""{"properties":{"a":{"type":"string"}}}""", """{"b":7}""", null),
        ("""{"properties":{"a b":{"type":"string"}}}""", """{"a b":7}""", "$[\"a b\"]"),
        ("""{"properties":{"1":{"type":"string"}}}""", """{"1":7}""", "$[\"1\"]"), ("""{"properties":{"":{"type":"string"}}}""", """{"":7}""", "$[\"\"]"),
        ("""{"properties":{"a":false}}""", """{"a":7}""", "$.a"), ("""{"properties":{"a":true}}""", """{"a":7}""", null),
        ("""{"properties":{"a":"string"}}""", """{"a":7}""", null), ("""{"required":["a","b"]}""", """{"a":1}""", "$.b"),
        ("""{"required":["a"]}""", "[]", null), ("""{"required":"a"}""", "{}", null), ("""{"required":["a",7]}""", """{"a":1}""", null),
        ("""{"additionalProperties":{"type":"integer"}}""", """{"a":1,"b":2}""", null),
        ("""{"additionalProperties":{"type":"integer"}}""", """{"a":1,"b":"2"}""", "$.b"),
        ("""{"additionalProperties":false}""", "{}", null), ("""{"additionalProperties":false}""", """{"a":1}""", "$.a"),
        ("""{"additionalProperties":true}""", """{"a":1}""", null),
        ("""{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}""", """{"x-a":"1"}""", null),
        ("""{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}""", """{"x-a":1}""", "$.x-a"),
        ("""{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}""", """{"y":1}""", "$.y"),
        ("""{"patternProperties":{"(":{"type":"string"}},"additionalProperties":false}""", """{"y":1}""", null),
        ("""{"properties":{"p":{"properties":{"q":{"items":{"type":"string"}}}}}}""", """{"p":{"q":["a",1]}}""", "$.p.q[1]"),

        // minProperties, maxProperties, dependentRequired
        ("""{"minProperties":1}""", "{}", "$"), ("""{"minProperties":1}""", """{"a":1}""", null), ("""{"maxProperties":1}""", """{"a":1,"b":2}""", "$"),
        ("""{"maxProperties":1.0}""", """{"a":1}""", null), ("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "$.b"),
        ("""{"dependentRequired":{"a":["b"]}}""", """{"a":1,"b":2}""", null), ("""{"dependentRequired":{"a":["b"]}}""", """{"c":1}""", null),

        // items, prefixItems
        ("""{"items":{"type":"string"}}""", """["a","b"]""", null), ("""{"items":{"type":"string"}}""", """["a",1]""", "$[1]"),
        ("""{"items":{"type":"string"}}""", "\"a\"", null), ("""{"items":false}""", "[]", null), ("""{"items":false}""", "[1]", "$[0]"),
        ("""{"prefixItems":[{"type":"string"},{"type":"number"}]}""", """["a",1,true]""", null),
        ("""{"prefixItems":[{"type":"string"},{"type":"number"}]}""", """["a","b"]""", "$[1]"),
        ("""{"prefixItems":[{"type":"string"}],"items":false}""", """["a"]""", null),
        ("""{"prefixItems":[{"type":"string"}],"items":false}""", """["a",1]""", "$[1]"),
        ("""{"items":[{"type":"string"}],"additionalItems":{"type":"number"}}""", """["a",1]""", null),
        ("""{"items":[{"type":"string"}],"additionalItems":{"type":"number"}}""", """["a","b"]""", "$[1]"),
        ("""{"items":{"properties":{"c":{"type":"string"}}}}""", """[{"c":"x"},{"c":1}]""", "$[1].c"),

        // minItems, maxItems, uniqueItems
        ("""{"minItems":1}""", "[]", "$"), ("""{"minItems":1}""", "[1]", null), ("""{"maxItems":1}""", "[1,2]", "$"), ("""{"maxItems":1}""", "[1]", null),
        ("""{"uniqueItems":true}""", "[1,2,\"1\"]", null), ("""{"uniqueItems":true}""", "[1,2,1.0]", "$[2]"),
        ("""{"uniqueItems":true}""", """[{"a":1,"b":2},{"b":2,"a":1}]""", "$[1]"), ("""{"uniqueItems":true}""", """["a","\u0061"]""", "$[1]"),
        ("""{"uniqueItems":true}""", """[[1],[1,1],[],null,false,0,""]""", null), ("""{"uniqueItems":false}""", "[1,1]", null),

        // enum, const
        ("""{"enum":["a","b"]}""", "\"b\"", null), ("""{"enum":["a","b"]}""", "\"c\"", "$"), ("""{"enum":["a",1,null]}""", "null", null),
        ("""{"enum":[1]}""", "1.0", null), ("""{"enum":[100]}""", "1e2", null), ("""{"enum":["1"]}""", "1", "$"), ("""{"enum":[]}""", "1", "$"),
        ("""{"enum":"a"}""", "1", null), ("""{"const":"a"}""", "\"a\"", null), ("""{"const":"a"}""", "\"A\"", "$"), ("""{"const":null}""", "null", null),
        ("""{"const":null}""", "0", "$"), ("""{"const":{"a":[1,2]}}""", """{"a":[1.0,2]}""", null), ("""{"const":{"a":[1,2]}}""", """{"a":[2,1]}""", "$"),
        ("""{"const":{"a":1,"b":2}}""", """{"b":2,"a":1}""", null), ("""{"const":true}""", "1", "$"),

        // bounds of numbers
        ("""{"minimum":1}""", "1", null), ("""{"minimum":1}""", "0.999", "$"), ("""{"minimum":1}""", "\"0\"", null), ("""{"minimum":"2"}""", "1", null),
        ("""{"maximum":-1}""", "-1", null), ("""{"maximum":-1}""", "-0.5", "$"), ("""{"exclusiveMinimum":0}""", "0", "$"),
        ("""{"exclusiveMinimum":0}""", "1e-400", null), ("""{"exclusiveMinimum":0}""", "-0", "$"), ("""{"exclusiveMaximum":10}""", "10.0", "$"),
        ("""{"exclusiveMaximum":10}""", "9.9999999999999999999999999", null), ("""{"maximum":1e400}""", "1e399", null), ("""{"maximum":1e400}""", "1e401", "$"),
        ("""{"minimum":5,"exclusiveMinimum":true}""", "5", "$"), ("""{"maximum":5,"exclusiveMaximum":true}""", "5", "$"),
        ("""{"minimum":-10}""", "-9", null), ("""{"minimum":-10}""", "-11", "$"), ("""{"maximum":1}""", "1e999999999999999999999", "$"),
        ("""{"multipleOf":3}""", "9", null), ("""{"multipleOf":3}""", "10", "$"), ("""{"multipleOf":0.01}""", "19.99", null),
        ("""{"multipleOf":0.01}""", "19.995", "$"), ("""{"multipleOf":0}""", "7", null), ("""{"multipleOf":2}""", "0", null),
        ("""{"multipleOf":1}""", "1e300", null), ("""{"multipleOf":2.5}""", "-7.5", null),

        // texts
        ("""{"minLength":2}""", "\"a\"", "$"), ("""{"minLength":2}""", "\"ab\"", null), ("""{"maxLength":1}""", "\"ab\"", "$"),
        ("""{"maxLength":1}""", "\"😀\"", null), ("""{"minLength":2}""", "\"😀\"", "$"), ("""{"minLength":2}""", "7", null),
        ("""{"pattern":"^[a-z]+$"}""", "\"abc\"", null), ("""{"pattern":"^[a-z]+$"}""", "\"aBc\"", "$"), ("""{"pattern":"b"}""", "\"abc\"", null),
        ("""{"pattern":"^[a-z]+$"}""", "\"abc\\n\"", "$"), ("""{"pattern":"^\\d$"}""", "\"٣\"", "$"), ("""{"pattern":"("}""", "\"a\"", null),
        ("""{"pattern":"^[$]$"}""", "\"$\"", null), ("""{"pattern":"\\$"}""", "\"a$b\"", null), ("""{"pattern":"^\\p{Lu}"}""", "\"Äa\"", null),
        ("""{"pattern":"^(a+)+$"}""", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"", "$"), ("""{"format":"date"}""", "\"no date\"", null),

        // combinations
        ("""{"allOf":[{"type":"integer"},{"minimum":3}]}""", "3", null), ("""{"allOf":[{"type":"integer"},{"minimum":3}]}""", "2", "$"),
        ("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "null", null), ("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", "$"),
        ("""{"anyOf":[{"type":"null"},{"properties":{"c":{"type":"string"}},"type":"object"}]}""", """{"c":1}""", "$.c"), ("""{"anyOf":[]}""", "1", null),
        ("""{"oneOf":[{"type":"integer"},{"minimum":3}]}""", "2", null), ("""{"oneOf":[{"type":"integer"},{"minimum":3}]}""", "4", "$"),
        ("""{"oneOf":[{"type":"integer"},{"minimum":3}]}""", "2.5", "$"), ("""{"not":{"type":"string"}}""", "1", null),
        ("""{"not":{"type":"string"}}""", "\"a\"", "$"), (IfThen, """{"kind":"a","x":1}""", null), (IfThen, """{"kind":"a","y":1}""", "$.x"),
        (IfThen, """{"kind":"b","x":1}""", "$.y"), (IfThen, """{"kind":"b","y":1}""", null), ("""{"then":false}""", "1", null),
        ("""{"if":true,"else":false}""", "1", null),

        // $ref
        (Tree, """{"value":1,"children":[{"value":2},{"value":3,"children":[]}]}""", null),
        (Tree, """{"value":1,"children":[{"value":2},{"value":3,"children":[{"value":"4"}]}]}""", "$.children[1].children[0].value"),
        (Tree, """{"value":1,"children":[{}]}""", "$.children[0].value"), (Defs, """{"s":"a","t":null,"p":1}""", null), (Defs, """{"s":1}""", "$.s"),
        (Defs, """{"t":1}""", "$.t"), (Defs, """{"p":"a"}""", "$.p"), (Old, "[1,2]", null), (Old, "[1,\"2\"]", "$[1]"),
        (Linked, """{"next":{"next":null}}""", null), (Linked, """{"next":{"next":1}}""", "$.next.next"), ("""{"$ref":"#"}""", "1", null),
        ("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a","type":"string"}}}""", "1", "$"),
        ("""{"$ref":"#/$defs/none"}""", "1", null), ("""{"$ref":"https://example.org/schema"}""", "1", null), ("""{"$ref":7}""", "1", null),
        ("""{"$ref":"#/$defs/a","minimum":5,"$defs":{"a":{"type":"integer"}}}""", "4", "$"),
        ("""{"prefixItems":[{"type":"string"},{"$ref":"#/prefixItems/0"}]}""", """["a",1]""", "$[1]"),
        ("""{"anyOf":[{"$ref":"#"},{"type":"string"}]}""", "1", null),
    ];
}
