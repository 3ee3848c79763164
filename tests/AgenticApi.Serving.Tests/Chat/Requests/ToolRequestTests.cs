using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The translation of tools into functions.</summary>
public class ToolRequestTests
{
    private const string Tools = """
        [{"type":"function","name":"f","parameters":{"type":"object"},"strict":false,"defer_loading":true},
         {"type":"custom","name":"c","description":"Takes text."},
         {"type":"namespace","name":"n","description":"Of n.","tools":[{"type":"function","name":"f","description":"Of f."},{"type":"custom","name":"d"}]}]
        """;

    private static readonly ChatCompletionRequestOptions LeavesOut = new() { LeavesOutHostedTools = true };

    [Fact]
    public void Custom_tool_becomes_a_function_with_one_string() => Requests.ShouldBe(
        Requests.Body("""{"model":"m","input":"x","tools":[{"type":"custom","name":"c","description":"Takes text.","format":{"type":"grammar","syntax":"lark","definition":"start: \"a\""}}]}""")["tools"],
        """
        [{"type":"function","function":{"name":"c","description":"Takes text.\n\nThe text of `input` must match this lark grammar:\nstart: \"a\"",
          "parameters":{"type":"object","properties":{"input":{"type":"string","description":"The tool's input: plain text, exactly as the tool takes it."}},"required":["input"],"additionalProperties":false}}}]
        """);

    [Fact]
    public void Namespace_is_flattened_and_described_once()
    {
        Names(Tools).Should().Equal("f", "c", "n__f", "n__d");

        var given = Requests.Body($$"""{"model":"m","input":"x","tools":{{Tools}}}""")["tools"]!.AsArray();
        given.Select(tool => (string?)tool!["function"]!["description"]).Should().Equal(null, "Takes text.", "Of n.\n\nOf f.", null);
    }

    [Fact]
    public void Name_of_a_flattened_tool_is_valid_and_unique()
    {
        var longest = new string('a', 64);
        var names = Names($$"""
            [{"type":"namespace","name":"n","tools":[{"type":"function","name":"f"},{"type":"function","name":"_f"},{"type":"function","name":"a.b"},{"type":"function","name":"a b"},{"type":"function","name":"{{longest}}1"},{"type":"function","name":"{{longest}}2"}]},
             {"type":"namespace","name":"n_","tools":[{"type":"function","name":"f"},{"type":"function","name":"é"}]},
             {"type":"namespace","name":"m__","tools":[{"type":"function","name":"f"}]},
             {"type":"function","name":"n__f"},{"type":"function","name":"{{longest}}"}]
            """);

        names.Should().OnlyHaveUniqueItems().And.AllSatisfy(name => name.Should().MatchRegex("^[a-zA-Z0-9_-]{1,64}$"));
        names.Should().Contain(["n__f", longest, "m__f", "n___f"]);
        names[0].Should().StartWith("n__f_", "the function that the client named so keeps its name");
        names[2].Should().NotBe(names[3]);
    }

    [Fact]
    public void Names_are_the_same_for_the_same_tools()
    {
        var (first, second) = (ServedTools.Of(Request(Tools)), ServedTools.Of(Request(Tools)));

        first.All.Select(tool => tool.ModelName).Should().Equal(second.All.Select(tool => tool.ModelName));
        first.Find("n__d").Should().BeEquivalentTo(new { Name = "d", Namespace = "n", IsCustom = true });
        first.Find("n", "d").Should().BeSameAs(first.Find("n__d"));
        first.Find("", "f").Should().BeSameAs(first.Find("f")).And.BeSameAs(first.Find(null, "f"));
        first.Find(null, "d").Should().BeNull();
        first.Resolve(null, "d").Should().BeSameAs(first.Find("n", "d"));
        first.Resolve("m", "d").Should().BeNull();
        (first.ModelName("n", "f"), first.ModelName("gone", "x.y")[..9]).Should().Be(("n__f", "gone__x_y"));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""[5,null,[],{},{"type":5},{"type":"function"},{"type":"custom","name":5},{"type":"namespace"},{"type":"namespace","name":"n","tools":5},{"type":"web_search"}]""")]
    public void Malformed_tools_are_ignored(string tools)
    {
        ServedTools.Of(Request(tools)).All.Should().BeEmpty();
        ServedTools.Of(JsonElement.Parse("7")).All.Should().BeEmpty();
    }

    [Fact]
    public void Items_add_tools_and_the_last_declaration_is_used()
    {
        const string history = """[{"type":"additional_tools","role":"developer","tools":[{"type":"namespace","name":"functions","tools":[{"type":"custom","name":"exec"},{"type":"function","name":"wait"}]}]}]""";
        const string request = """
            {"model":"m","input":[{"type":"additional_tools","tools":[{"type":"namespace","name":"functions","tools":[{"type":"custom","name":"exec","description":"New."}]}]},{"role":"user","content":"x"}]}
            """;

        var result = Requests.Translate(request, history: history);

        result.Tools.All.Select(tool => (tool.ModelName, (string?)JsonObject.Create(tool.Declaration)!["description"])).Should().Equal(("functions__exec", "New."), ("functions__wait", null));
        JsonNode.Parse(result.Body.Span)!["tools"]!.AsArray().Should().HaveCount(2);
    }

    [Fact]
    public void Hosted_tools_with_the_option_are_left_out_and_listed()
    {
        const string request = """
            {"model":"m","input":[{"type":"additional_tools","tools":[{"type":"mcp"}]}],"tool_choice":"auto","parallel_tool_calls":true,
             "tools":[{"type":"web_search","external_web_access":false},{"type":"namespace","name":"n","tools":[{"type":"tool_search"}]},{"type":"web_search"}]}
            """;

        var result = Requests.Translate(request, LeavesOut);

        result.LeftOutTools.Should().Equal("web_search", "tool_search", "mcp");
        Requests.ShouldBe(JsonNode.Parse(result.Body.Span), """{"model":"m","messages":[]}""");
        Requests.Refused(request).Param.Should().Be("tools[0].type");
        Requests.Refused("""{"model":"m","input":"x","tools":[{"type":"web_search"}],"tool_choice":"required"}""", LeavesOut).Param.Should().Be("tool_choice");
        Requests.Refused("""{"model":"m","input":"x","tools":[{"type":"web_search"}],"tool_choice":{"type":"web_search"}}""", LeavesOut).Param.Should().Be("tool_choice.type");
        Requests.Refused("""{"model":"m","input":"x","tools":[{"name":"web_search"}]}""", LeavesOut).Param.Should().Be("tools[0].type");
    }

    [Theory]
    [InlineData("\"none\"", "\"none\"")]
    [InlineData("\"required\"", "\"required\"")]
    [InlineData("""{"type":"function","name":"f"}""", """{"type":"function","function":{"name":"f"}}""")]
    [InlineData("""{"type":"custom","name":"c"}""", """{"type":"function","function":{"name":"c"}}""")]
    [InlineData("""{"type":"function","name":"f","namespace":"n"}""", """{"type":"function","function":{"name":"n__f"}}""")]
    [InlineData("""{"type":"custom","name":"d"}""", """{"type":"function","function":{"name":"n__d"}}""")]
    public void Choice_names_the_function(string choice, string expected)
    {
        var request = Requests.Body($$"""{"model":"m","input":"x","tools":{{Tools}},"tool_choice":{{choice}}}""");

        Requests.ShouldBe(request["tool_choice"], expected);
        request["tools"]!.AsArray().Should().HaveCount(4);
    }

    [Theory]
    [InlineData("""[{"type":"function","name":"f"},{"type":"custom","name":"d","namespace":"n"}]""", "f n__d")]
    [InlineData("""[{"type":"namespace","name":"n"},{"type":"web_search"}]""", "n__f n__d")]
    [InlineData("[]", "")]
    public void Only_allowed_tools_are_given(string allowed, string expected)
    {
        var tools = $"{Tools.TrimEnd()[..^1]},{{\"type\":\"web_search\"}}]";
        var request = Requests.Body($$$"""{"model":"m","input":"x","tools":{{{tools}}},"tool_choice":{"type":"allowed_tools","mode":"auto","tools":{{{allowed}}}}}""", LeavesOut);

        string.Join(' ', request["tools"]?.AsArray().Select(tool => (string?)tool!["function"]!["name"]) ?? []).Should().Be(expected);
        ((string?)request["tool_choice"]).Should().Be(expected.Length > 0 ? "auto" : null);
    }

    [Fact]
    public void Raw_text_is_parsed_with_the_names_that_the_model_uses()
    {
        const string text = """<tool_call>{"name":"n__d","arguments":"plain"}</tool_call><function=n__f><parameter=x>1</parameter></function>""";
        var request = JsonElement.Parse("""
            {"model":"m","input":"x","tools":[{"type":"namespace","name":"n","tools":[{"type":"custom","name":"d"},{"type":"function","name":"f","parameters":{"properties":{"x":{"type":"integer"}}}}]}]}
            """);

        foreach (var told in new[] { request, JsonElement.Parse(ChatCompletionRequest.FromResponses(request)) })
        {
            Parsed.Text(new(new ModelTextParserOptions { Request = told }, new HermesToolCallBlock(), new XmlToolCallBlock()), text)
                .Should().Equal("""call 0:n__d({"input":"plain"})""", """call 1:n__f({"x":1})""");
        }
    }

    [Fact]
    public void Calls_are_not_parsed_if_all_tools_are_left_out() => Parsed.Text(
        new(new ModelTextParserOptions { Request = JsonElement.Parse("""{"tools":[{"type":"web_search"}]}""") }, new HermesToolCallBlock()),
        """<tool_call>{"name":"f","arguments":{}}</tool_call>""").Should().Equal("""text:<tool_call>{"name":"f","arguments":{}}</tool_call>""");

    private static JsonElement Request(string tools) => JsonElement.Parse($$"""{"tools":{{tools}}}""");

    private static List<string> Names(string tools) =>
        [.. Requests.Body($$"""{"model":"m","input":"x","tools":{{tools}}}""")["tools"]!.AsArray().Select(tool => (string)tool!["function"]!["name"]!)];
}
