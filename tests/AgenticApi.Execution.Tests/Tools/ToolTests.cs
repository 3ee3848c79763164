using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Tests.Tools;

public sealed class ToolTests
{
    private const string Weather = """{"city":"Rome","days":2}""";
    private static readonly ToolCall Call = new(new CallKey("run", 0, 1), "call_1", "tool", Weather);

    [Fact]
    public async Task Handlers_of_each_form_run_with_the_arguments()
    {
        var ct = new CancellationTokenSource().Token;
        Tool[] tools =
        [
            Tool.Create("t", "", ToolJson.Default.WeatherArgs, (a, token) => token == ct ? a.City : ""),
            Tool.Create("t", "", ToolJson.Default.WeatherArgs, (a, token) => Task.FromResult(token == ct ? a.City : "")),
            Tool.Create("t", "", ToolJson.Default.WeatherArgs, async (a, token) => await Task.FromResult(token == ct ? a.City : "")),
            Tool.Create("t", "", ToolJson.Default.WeatherArgs, Find),
            Tool.Create("t", "", ToolJson.Default.WeatherArgs, (a, call, token) => Output(token == ct && call == Call ? a.City : "")),
            Tool.FromSchema("t", "", Schema(), (a, token) => Output(token == ct ? a.GetProperty("city").GetString()! : "")),
            Tool.FromSchema("t", "", Schema(), (a, call, token) => Output(token == ct && call == Call ? a.GetProperty("city").GetString()! : "")),
            Declared().WithHandler((a, _) => Output(a.GetProperty("city").GetString()!)),
            Declared().WithHandler((a, call, _) => Output(call == Call ? a.GetProperty("city").GetString()! : "")),
        ];

        foreach (var tool in tools)
        {
            tool.HasHandler.Should().BeTrue();
            var (run, error) = tool.Bind!(Weather);
            error.Should().BeNull();
            (await run!(Call, ct)).Text.Should().Be("Rome");
        }
    }

    [Fact]
    public async Task Handler_that_only_throws_compiles_and_fails_when_it_runs()
    {
        var tool = Tool.Create("t", "", ToolJson.Default.WeatherArgs, (_, _) => throw new ToolException("no"));

        await tool.Bind!(Weather).Run!.Invoking(run => run(Call, default)).Should().ThrowAsync<ToolException>();
    }

    [Fact]
    public async Task Handler_that_is_not_asynchronous_does_not_block_who_starts_it()
    {
        using var gate = new ManualResetEventSlim();
        var tool = Tool.Create("t", "", ToolJson.Default.WeatherArgs, (_, ct) =>
        {
            gate.Wait(ct);
            return "done";
        });

        var running = tool.Bind!(Weather).Run!(Call, default);
        gate.Set();

        (await running).Text.Should().Be("done");
    }

    [Theory]
    [InlineData("", "$.city: is required, but missing")]
    [InlineData("[]", "$: expected one JSON object, got an array")]
    [InlineData("""{"city":"Rome"}""", "$.days: is required, but missing")]
    [InlineData("""{"city":"Rome","days":"2"}""", "$.days: expected an integer, got the string \"2\"")]
    [InlineData("""{"city":"Rome","days":2,"x":1}""", "$.x: is not a known member, expected \"city\" or \"days\"")]
    [InlineData("""{"city":"Rome","days":2.0}""", "$.days: the value was not accepted")]
    [InlineData("""{"city":"Rome","days":99999999999}""", "$.days: the value was not accepted")]
    [InlineData("""{"city":"Rome","days":100}""", "$: the arguments were not accepted")]
    public void Arguments_that_do_not_fit_the_type_give_the_place_and_nothing_that_runs(string arguments, string error)
    {
        var invocation = Tool.Create("t", "", ToolJson.Default.WeatherArgs, (_, _) => "").Bind!(arguments);

        invocation.Should().Be(new ToolInvocation(null, error));
    }

    [Fact]
    public void Arguments_that_only_the_deserializer_refuses_give_the_path_of_the_place() =>
        Tool.Create("t", "", ToolJson.Default.DateArgs, (_, _) => "").Bind!("""{"dates":["2026-01-01","2026-01-99"]}""").Error
            .Should().Be("$.dates[1]: the value was not accepted");

    [Fact]
    public void Arguments_that_do_not_fit_the_schema_of_an_untyped_tool_give_the_place() =>
        Declared().WithHandler((_, _) => Output("")).Bind!("""{"city":1}""").Error.Should().Be("$.city: expected a string, got 1");

    [Fact]
    public async Task Custom_tool_gets_its_input_as_it_was_written()
    {
        var tool = Tool.Custom("sql", "Runs SQL.", (input, _) => Output(input), JsonElement.Parse("""{"type":"text"}"""));

        tool.IsCustom.Should().BeTrue();
        tool.Declaration.GetRawText().Should().Be("""{"type":"custom","name":"sql","description":"Runs SQL.","format":{"type":"text"}}""");
        (await tool.Bind!(" not JSON").Run!(Call, default)).Text.Should().Be(" not JSON");
        Tool.Custom("sql", "é", (input, _) => Output(input)).Declaration.GetRawText().Should().Be("""{"type":"custom","name":"sql","description":"é"}""");
    }

    [Theory]
    [InlineData("""{"type":"web_search"}""", "", false)]
    [InlineData("""{"type":"mcp","server_label":"files"}""", "", false)]
    [InlineData("""{"type":"function","name":"ask_user","parameters":null}""", "ask_user", false)]
    [InlineData("""{"type":"function","name":"ask_user","parameters":{}}""", "ask_user", false)]
    [InlineData("""{"type":"custom","name":"sql","defer_loading":true}""", "sql", true)]
    [InlineData("""{"type":"namespace","name":"mcp__files","description":"","tools":[]}""", "mcp__files", false)]
    public void Declared_tool_is_sent_unchanged_and_runs_nothing(string declaration, string name, bool isCustom)
    {
        Tool tool;
        using (var document = JsonDocument.Parse(declaration))
        {
            tool = Tool.FromDeclaration(document.RootElement);
        }

        (tool.Name, tool.IsCustom, tool.HasHandler).Should().Be((name, isCustom, false));
        tool.Declaration.GetRawText().Should().Be(declaration);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"function"}""")]
    [InlineData("""{"type":"function","name":"a b"}""")]
    [InlineData("""{"type":"custom","name":""}""")]
    [InlineData("""{"type":"function","name":"a","parameters":[]}""")]
    [InlineData("""{"type":"function","name":"a","parameters":{"type":"string"}}""")]
    [InlineData("""{"type":"function","name":"a","parameters":{"type":"object","enum":["\ud800"]}}""")]
    public void Declaration_that_cannot_be_sent_is_refused(string declaration) =>
        new Action(() => Tool.FromDeclaration(JsonElement.Parse(declaration))).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("""{"type":"web_search"}""")]
    [InlineData("""{"type":"custom","name":"sql"}""")]
    public void Tool_that_is_no_function_takes_no_handler(string declaration) =>
        new Action(() => Tool.FromDeclaration(JsonElement.Parse(declaration)).WithHandler((_, _) => Output(""))).Should().Throw<InvalidOperationException>();

    [Fact]
    public async Task Declared_custom_tool_takes_a_handler_for_its_input_and_is_sent_unchanged()
    {
        const string Declaration = """{"type":"custom","name":"sql","format":{"type":"text"},"defer_loading":true}""";
        var tool = Tool.FromDeclaration(JsonElement.Parse(Declaration)).WithInputHandler((input, call, _) => Output($"{input} {call.Key.Position}"));

        (tool.HasHandler, tool.IsCustom, tool.Declaration.GetRawText()).Should().Be((true, true, Declaration));
        (await tool.Bind!("select {").Run!(Call, default)).Text.Should().Be($"select {{ {Call.Key.Position}");
    }

    [Theory]
    [InlineData("""{"type":"web_search"}""")]
    [InlineData("""{"type":"function","name":"sql"}""")]
    public void Tool_that_is_no_custom_tool_takes_no_handler_for_text(string declaration) =>
        new Action(() => Tool.FromDeclaration(JsonElement.Parse(declaration)).WithInputHandler((_, _, _) => Output(""))).Should().Throw<InvalidOperationException>();

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("é")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Name_that_cannot_be_sent_is_refused_with_the_rule(string name)
    {
        Action[] all =
        [
            () => Tool.Create(name, "", ToolJson.Default.NoArgs, (_, _) => ""), () => Tool.FromSchema(name, "", Schema(), (_, _) => Output("")),
            () => Tool.Custom(name, "", (_, _) => Output("")),
        ];
        foreach (var create in all)
        {
            create.Should().Throw<ArgumentException>().WithMessage("*^[a-zA-Z0-9_-]{1,64}$*");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("""{"type":"array"}""")]
    [InlineData("""{"type":["object","null"]}""")]
    public void Schema_that_is_not_for_objects_is_refused(string schema) =>
        new Action(() => Tool.FromSchema("t", "", JsonElement.Parse(schema), (_, _) => Output(""))).Should().Throw<ArgumentException>();

    [Fact]
    public void Options_out_of_their_bounds_are_refused()
    {
        var tool = Declared();

        new Action(() => _ = tool with { Timeout = TimeSpan.Zero }).Should().Throw<ArgumentOutOfRangeException>();
        new Action(() => _ = tool with { Timeout = Timeout.InfiniteTimeSpan }).Should().Throw<ArgumentOutOfRangeException>();
        new Action(() => _ = tool with { MaxOutputChars = 99 }).Should().Throw<ArgumentOutOfRangeException>();
        (tool with { Timeout = TimeSpan.FromTicks(1), MaxOutputChars = 100 }).MaxOutputChars.Should().Be(100);
        (tool.Timeout, tool.MaxOutputChars).Should().Be((TimeSpan.FromSeconds(60), 100_000));
    }

    [Fact]
    public void Tool_as_text_says_its_name_only() => Declared().ToString().Should().Be("Tool { find }");

    private static Task<string> Find(WeatherArgs arguments, CancellationToken cancellationToken) => Task.FromResult(arguments.City);

    private static Task<ToolOutput> Output(string text) => Task.FromResult(ToolOutput.FromText(text));

    private static JsonElement Schema() => JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");

    private static Tool Declared() => Tool.FromDeclaration(
        JsonElement.Parse("""{"type":"function","name":"find","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}"""));
}
