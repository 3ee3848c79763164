using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Tests.Tools;

public sealed class TypeSchemaTests
{
    [Fact]
    public void Schema_of_a_type_with_nested_members_says_all_of_it()
    {
        var tool = Tool.Create("book", "Books a trip.", ToolJson.Default.TripArgs, (_, _) => "");

        Expect(tool, """
            {"type":"function","name":"book","description":"Books a trip.","parameters":{
              "type":"object",
              "properties":{
                "from":{"description":"Where it begins.","type":"object","properties":{
                    "city":{"description":"The city.","type":"string"},
                    "via":{"description":"A place.","type":["object","null"],"properties":{
                        "city":{"description":"The city.","type":"string"},
                        "via":{"description":"A place.","$ref":"#/properties/from/properties/via","default":null}},
                      "required":["city"],"additionalProperties":false,"default":null}},
                  "required":["city"],"additionalProperties":false},
                "to":{"description":"A place.","type":"object","properties":{
                    "city":{"description":"The city.","type":"string"},
                    "via":{"description":"A place.","$ref":"#/properties/from/properties/via","default":null}},
                  "required":["city"],"additionalProperties":false},
                "class":{"type":"string","enum":["First","Second"]},
                "fallback":{"type":["string","null"],"enum":["First","Second",null]},
                "seats":{"type":["integer","null"]},
                "names":{"type":"array","items":{"type":"string"}},
                "budget":{"type":"object","additionalProperties":{"type":"number"}},
                "note":{"description":"Said to the conductor.","type":["string","null"],"default":null}},
              "required":["from","to","class","fallback","seats","names","budget"],
              "additionalProperties":false},
             "strict":false}
            """);
    }

    [Fact]
    public void Schema_of_a_type_whose_members_are_all_required_is_strict() => Expect(
        Tool.Create("get_weather", "The weather.", ToolJson.Default.WeatherArgs, (_, _) => ""),
        """
        {"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{
          "city":{"description":"The city.","type":"string"},"days":{"type":"integer"}},"required":["city","days"],"additionalProperties":false},"strict":true}
        """);

    [Fact]
    public void Schema_of_a_strict_type_is_not_strict_where_that_is_not_wanted() =>
        Tool.Create("w", "", ToolJson.Default.WeatherArgs, (_, _) => "", strict: false).Declaration.GetProperty("strict").GetBoolean().Should().BeFalse();

    [Fact]
    public void Schema_of_a_type_without_members_is_a_closed_object() => Expect(
        Tool.Create("now", "", ToolJson.Default.NoArgs, (_, _) => ""),
        """{"type":"function","name":"now","description":"","parameters":{"type":"object","properties":{},"additionalProperties":false},"strict":true}""");

    [Fact]
    public void Schema_of_a_type_that_keeps_other_members_is_open() =>
        Tool.Create("any", "", ToolJson.Default.OpenArgs, (_, _) => "").Declaration.GetProperty("parameters").TryGetProperty("additionalProperties", out _)
            .Should().BeFalse();

    [Fact]
    public void Type_whose_JSON_is_no_object_is_refused() =>
        new Action(() => Tool.Create("numbers", "", ToolJson.Default.Int32Array, (_, _) => "")).Should().Throw<ArgumentException>().WithMessage("*\"object\"*");

    [Fact]
    public void Recursive_schema_of_a_type_checks_what_lies_deep()
    {
        var tool = Tool.Create("book", "", ToolJson.Default.TripArgs, (_, _) => "");
        var text = """{"from":{"city":"A","via":{"city":"B","via":{"city":"C","via":{"city":7}}}},"to":{"city":"D"},"class":"First","fallback":null,"seats":null,"names":[],"budget":{}}""";

        tool.Bind!(text).Error.Should().Be("$.from.via.via.via.city: expected a string, got 7");
        tool.Bind!(text.Replace("7", "\"E\"", StringComparison.Ordinal)).Error.Should().BeNull();
    }

    private static void Expect(Tool tool, string json) =>
        JsonElement.DeepEquals(tool.Declaration, JsonElement.Parse(json)).Should().BeTrue("the declaration is {0}", tool.Declaration.GetRawText());
}
