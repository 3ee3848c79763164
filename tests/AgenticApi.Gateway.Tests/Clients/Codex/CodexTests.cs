using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary><c>codex exec</c> as it is installed works through the gateway, with each set of tools that it has.</summary>
public sealed class CodexTests(GatewayWithoutHostedTools gateway) : IClassFixture<GatewayWithoutHostedTools>
{
    /// <summary>The models, each over HTTP and over a WebSocket.</summary>
    public static TheoryData<string, bool> Models => new()
    {
        { CodexConfig.Unknown, false }, { CodexConfig.Patching, false }, { CodexConfig.Default, false },
        { CodexConfig.Unknown, true }, { CodexConfig.Patching, true }, { CodexConfig.Default, true },
    };

    [NodeTheory]
    [MemberData(nameof(Models))]
    public async Task Codex_reads_files_and_answers(string name, bool hasSockets)
    {
        var model = gateway.Models.Replace(name, CodexModel.ReadFiles);
        using var folder = CodexModel.Folder(CodexConfig.WithProvider(name, gateway.BaseUrl, hasSockets));

        CodexModel.CheckFiles(model, await folder.ExecAsync("--skip-git-repo-check", CodexModel.Question));
    }

    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Default)]
    public async Task Codex_with_its_own_provider_reads_files_and_answers(string name)
    {
        var model = gateway.Models.Replace(name, CodexModel.ReadFiles);
        using var folder = CodexModel.Folder(CodexConfig.WithAddress(name, gateway.BaseUrl));

        CodexModel.CheckFiles(model, await folder.ExecAsync("--skip-git-repo-check", CodexModel.Question));
    }

    [NodeTheory]
    [MemberData(nameof(Models))]
    public async Task Codex_applies_a_patch(string name, bool hasSockets)
    {
        var model = gateway.Models.Replace(name, CodexModel.ApplyPatch);
        using var folder = CodexModel.Folder(CodexConfig.WithProvider(name, gateway.BaseUrl, hasSockets));

        var run = await folder.ExecAsync("--skip-git-repo-check", "--sandbox", "workspace-write", "Make the number 42.");

        run.Errors.Should().BeEmpty();
        model.Faults.Should().BeEmpty();
        (run.ExitCode, run.Said, folder.Read("number.txt")).Should().Be((0, "Done.", "The number is 42.\n"));
    }

    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Default)]
    public async Task Codex_resumes_a_session(string name)
    {
        var model = gateway.Models.Replace(name, CodexModel.ReadFiles);
        using var folder = CodexModel.Folder(CodexConfig.WithProvider(name, gateway.BaseUrl, hasSockets: false));
        await folder.ExecAsync("--skip-git-repo-check", CodexModel.Question);

        var run = await folder.ExecAsync("resume", "--last", "--skip-git-repo-check", WeatherLoop.Thanks);

        model.Faults.Should().BeEmpty();
        (run.ExitCode, run.Said).Should().Be((0, WeatherLoop.Welcome));
        model.Asked[^1].Lines.Should().Contain($"assistant: {CodexModel.Files}");
    }
}
