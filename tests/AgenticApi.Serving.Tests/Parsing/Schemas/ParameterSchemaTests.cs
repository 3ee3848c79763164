using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing.Schemas;

/// <summary>The type of a value that came as plain text, by the schema of its tool.</summary>
public class ParameterSchemaTests
{
    private const string Tool = """
        {"name":"f","parameters":{
          "$defs":{"Zip":{"type":"string"},"Size":{"enum":["s","m",3,null]},"Node":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"integer"}]},"a/b":{"type":"number"}},
          "allOf":[{"properties":{"inherited":{"type":"integer"}}}],
          "properties":{
            "zip":{"anyOf":[{"type":"string"},{"type":"null"}]},
            "one":{"oneOf":[{"type":"integer"},{"type":"string"}]},
            "both":{"allOf":[{"type":["string","integer"]},{"type":["integer","null"]}]},
            "list":{"type":["string","null"]},
            "ref":{"$ref":"#/$defs/Zip"},
            "refs":{"anyOf":[{"$ref":"#/$defs/Zip"},{"type":"null"}]},
            "node":{"$ref":"#/$defs/Node"},
            "pointer":{"$ref":"#/$defs/a~1b"},
            "nowhere":{"$ref":"#/$defs/None"},
            "size":{"$ref":"#/$defs/Size"},
            "words":{"enum":["1","2"]},
            "const":{"const":"7"},
            "number":{"const":7},
            "nullable":{"type":"string","nullable":true},
            "flag":{"anyOf":[{"type":"boolean"},{"type":"string"}]},
            "data":{"anyOf":[{"type":"object"},{"type":"string"}]},
            "object":{"type":"object"},"array":{"type":"array"},"bool":{"type":"boolean"},"int":{"type":"integer"},"float":{"type":"number"},
            "dict":{"type":"dict"},"any":{}}}}
        """;

    private static readonly ToolSchemas Tools = new(JsonElement.Parse($"[{Tool}]"));

    [Theory]
    [InlineData("zip", "90210", "\"90210\"")]
    [InlineData("zip", "null", "null")]
    [InlineData("zip", "None", "null")]
    [InlineData("zip", "nullify", "\"nullify\"")]
    [InlineData("zip", "{\"a\":1}", "\"{\\\"a\\\":1}\"")]
    [InlineData("one", "90210", "\"90210\"")]
    [InlineData("both", "12", "12")]
    [InlineData("list", "true", "\"true\"")]
    [InlineData("ref", "12", "\"12\"")]
    [InlineData("refs", "12", "\"12\"")]
    [InlineData("refs", "null", "null")]
    [InlineData("node", "12", "12")]
    [InlineData("pointer", "1.5", "1.5")]
    [InlineData("nowhere", "12", "12")]
    [InlineData("inherited", "12", "12")]
    [InlineData("size", "s", "\"s\"")]
    [InlineData("size", "3", "3")]
    [InlineData("size", "null", "null")]
    [InlineData("size", "4", "\"4\"")]
    [InlineData("words", "1", "\"1\"")]
    [InlineData("const", "7", "\"7\"")]
    [InlineData("number", "7", "7")]
    [InlineData("nullable", "null", "null")]
    [InlineData("nullable", "12", "\"12\"")]
    [InlineData("flag", "True", "true")]
    [InlineData("flag", "yes", "\"yes\"")]
    [InlineData("data", "{'k': 'v', 'n': None, 't': (1, True)}", "{\"k\": \"v\", \"n\": null, \"t\": [1, true]}")]
    [InlineData("data", "{not json", "\"{not json\"")]
    [InlineData("data", "[1]", "\"[1]\"")]
    [InlineData("object", "{'k': 'v'}", "{\"k\": \"v\"}")]
    [InlineData("array", "['it''s']", "\"['it''s']\"")]
    [InlineData("array", "[\"a\", 'b\"c',]", "[\"a\", \"b\\\"c\"]")]
    [InlineData("bool", "False", "false")]
    [InlineData("int", "None", "null")]
    [InlineData("int", " 12 ", "12")]
    [InlineData("int", "twelve", "\"twelve\"")]
    [InlineData("int", "007", "\"007\"")]
    [InlineData("float", "-1.5e3", "-1.5e3")]
    [InlineData("dict", "{}", "{}")]
    [InlineData("any", "12", "12")]
    [InlineData("any", "twelve", "\"twelve\"")]
    [InlineData("any", "true story", "\"true story\"")]
    [InlineData("unknown", "12", "\"12\"")]
    [InlineData("zip", "", "\"\"")]
    [InlineData("int", "", "\"\"")]
    public void Value_has_the_type_of_the_schema(string parameter, string text, string json)
    {
        var schema = Tools.Parameter("f", parameter);

        schema.ToJson(text).Should().Be(json);
        Written(schema, [text]).Should().Be(json);
        Written(schema, text.Select(c => c.ToString())).Should().Be(json);
    }

    [Fact]
    public void String_is_written_while_it_comes_and_other_values_at_their_end()
    {
        Pieces("ref", "ab").Should().Equal("\"a", "b", "\"");
        Pieces("zip", "ab").Should().Equal("\"a", "b", "\"");
        Pieces("zip", "nuz").Should().Equal("", "", "\"nuz", "\"");
        Pieces("int", "12").Should().Equal("", "", "12");
    }

    [Fact]
    public void Schema_has_MayBeString_and_MustBeString_by_its_types()
    {
        (Tools.Parameter("f", "zip").MayBeString, Tools.Parameter("f", "zip").MustBeString).Should().Be((true, false));
        (Tools.Parameter("f", "ref").MayBeString, Tools.Parameter("f", "ref").MustBeString).Should().Be((true, true));
        (Tools.Parameter("f", "int").MayBeString, Tools.Parameter("f", "int").MustBeString).Should().Be((false, false));
    }

    [Fact]
    public void Tools_of_both_APIs_are_read()
    {
        var nested = new ToolSchemas(JsonElement.Parse($$"""[{"type":"function","function":{{Tool}}},{"type":"web_search"},7]"""));

        nested.Functions.Should().Equal("f");
        nested.Parameter("f", "int").Types.Should().Be(JsonTypes.Integer);
        nested.Parameters("g").Should().BeEmpty();
        new ToolSchemas(default).Functions.Should().BeEmpty();
    }

    [Fact]
    public void Undeclared_parameters_have_the_schema_of_additionalProperties() =>
        new ToolSchemas(JsonElement.Parse("""[{"name":"f","parameters":{"additionalProperties":{"type":"integer"}}}]""")).Parameter("f", "x").ToJson("12").Should().Be("12");

    [Theory]
    [InlineData("#")]
    [InlineData("#/properties/x")]
    public void Schema_that_refers_to_itself_many_times_is_read_up_to_a_limit(string reference)
    {
        var parts = string.Join(',', Enumerable.Repeat($$"""{"$ref":"{{reference}}"}""", 4));
        var tools = JsonElement.Parse($$$"""[{"name":"f","parameters":{"allOf":[{{{parts}}}],"properties":{"x":{"anyOf":[{{{parts}}}]},"y":{"type":"integer"}} }}]""");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var schemas = new ToolSchemas(tools);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
        schemas.Parameter("f", "x").Types.Should().Be(JsonTypes.Any);
        schemas.Parameter("f", "y").Types.Should().Be(JsonTypes.Integer);
    }

    private static string Written(ParameterSchema schema, IEnumerable<string> pieces)
    {
        var json = new StringBuilder();
        var value = new TypedValue();
        value.Begin(schema);
        foreach (var piece in pieces)
        {
            value.Append(piece, json);
        }

        value.End(json);
        return json.ToString();
    }

    private static List<string> Pieces(string parameter, string text)
    {
        var json = new StringBuilder();
        var value = new TypedValue();
        value.Begin(Tools.Parameter("f", parameter));
        var pieces = new List<string>();
        foreach (var c in text)
        {
            value.Append([c], json);
            pieces.Add(json.ToString());
            json.Clear();
        }

        value.End(json);
        return [.. pieces, json.ToString()];
    }
}
