using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary><c>codex exec</c> as it is installed works through the gateway, with each set of tools that it has.</summary>
public sealed class CodexTests(GatewayInFront gateway) : IClassFixture<GatewayInFront>
{
    private const string Prompt = "Read number.txt and tell what it says.";
    private const string Files = "The number is 4711. The colour is green. The animal is an owl.";

    /// <summary>What codex reports where it is refused a WebSocket, before it goes on without.</summary>
    private const string NoSocket = "responses_websocket";

    /// <summary>A provider and a model: one's own, one whose patches are a custom tool, and the default, whose tools come as an item of the input.</summary>
    public static TheoryData<string, bool> Models => new()
    {
        { "own", false }, { "gpt-5.5", false }, { Default, false }, { "own", true }, { Default, true },
    };

    /// <summary>The model that this version takes where none is named.</summary>
    private const string Default = "gpt-6.1-sol";

    [NodeTheory]
    [MemberData(nameof(Models))]
    public async Task Codex_reads_files_and_answers(string name, bool hasSockets)
    {
        var model = gateway.Models.Replace(name, CodexModel.ReadFiles);
        using var folder = Folder(Config(name, hasSockets));

        var (said, log) = await folder.ExecAsync("--skip-git-repo-check", Prompt);

        CheckFiles(model, said, log);
    }

    [NodeTheory]
    [MemberData(nameof(Models))]
    public async Task Codex_applies_a_patch(string name, bool hasSockets)
    {
        var model = gateway.Models.Replace(name, CodexModel.ApplyPatch);
        using var folder = Folder(Config(name, hasSockets));

        var (said, log) = await folder.ExecAsync("--skip-git-repo-check", "--sandbox", "workspace-write", "Make the number 42.");

        model.Faults.Should().BeEmpty();
        log.Should().NotContain(NoSocket);
        (said, folder.Read("number.txt")).Should().Be(("Done.", "The number is 42.\n"));
    }

    [NodeTheory]
    [InlineData("own")]
    [InlineData(Default)]
    public async Task Codex_resumes_a_session(string name)
    {
        var model = gateway.Models.Replace(name, CodexModel.ReadFiles);
        using var folder = Folder(Config(name, hasSockets: false));
        await folder.ExecAsync("--skip-git-repo-check", Prompt);

        var (said, _) = await folder.ExecAsync("resume", "--last", "--skip-git-repo-check", WeatherLoop.Thanks);

        model.Faults.Should().BeEmpty();
        said.Should().Be(WeatherLoop.Welcome);
        model.Asked[^1].Lines.Should().Contain($"assistant: {Files}");
    }

    /// <summary>The provider that is built in, and only its address is another: it asks for a WebSocket by itself.</summary>
    [NodeTheory]
    [InlineData("own")]
    [InlineData(Default)]
    public async Task Codex_with_its_own_provider_reads_files_and_answers(string name)
    {
        var model = gateway.Models.Replace(name, CodexModel.ReadFiles);
        using var folder = Folder($"{ModelLine(name)}\nopenai_base_url = \"{gateway.BaseUrl}\"");

        var (said, log) = await folder.ExecAsync("--skip-git-repo-check", Prompt);

        CheckFiles(model, said, log);
    }

    private static void CheckFiles(LedModel model, string said, string log)
    {
        model.Faults.Should().BeEmpty();
        said.Should().Be(Files);
        log.Should().NotContain(NoSocket);
        model.Asked.Should().HaveCount(3);
        model.Asked[^1].Reasoning.Should().Equal("Look at the file.", "There are others.");
    }

    private static CodexFolder Folder(string config)
    {
        var folder = new CodexFolder(config);
        folder.Write("number.txt", "The number is 4711.\n");
        folder.Write("colour.txt", "The colour is green.\n");
        folder.Write("animal.txt", "The animal is an owl.\n");
        return folder;
    }

    private string Config(string model, bool hasSockets) => $"""
        {ModelLine(model)}
        model_provider = "gateway"

        [model_providers.gateway]
        name = "Gateway"
        base_url = "{gateway.BaseUrl}"
        wire_api = "responses"
        supports_websockets = {(hasSockets ? "true" : "false")}
        """;

    private static string ModelLine(string model) => model == Default ? "" : $"model = \"{model}\"";
}
