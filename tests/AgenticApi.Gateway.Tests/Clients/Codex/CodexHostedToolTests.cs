using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>The gateway with default settings, which refuses hosted tools, and codex, which offers a search of the web unless it knows better.</summary>
public sealed class CodexHostedToolTests(GatewayInFront gateway) : IClassFixture<GatewayInFront>
{
    [NodeTheory]
    [InlineData(CodexConfig.Default, "")]
    [InlineData(CodexConfig.Unknown, "web_search = \"disabled\"\n")]
    public async Task Codex_that_offers_no_search_reads_files_and_answers(string name, string setting)
    {
        var model = gateway.Models.Replace(name, CodexModel.ReadFiles);
        using var folder = CodexModel.Folder(setting + CodexConfig.WithProvider(name, gateway.BaseUrl, hasSockets: true));

        CodexModel.CheckFiles(model, await folder.ExecAsync("--skip-git-repo-check", CodexModel.Question));
    }

    [NodeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Codex_that_offers_a_search_says_what_is_refused(bool hasSockets)
    {
        var model = gateway.Models.Replace(CodexConfig.Unknown, CodexModel.ReadFiles);
        using var folder = CodexModel.Folder(CodexConfig.WithProvider(CodexConfig.Unknown, gateway.BaseUrl, hasSockets));

        var run = await folder.ExecAsync("--skip-git-repo-check", CodexModel.Question);

        (run.ExitCode, model.Asked.Count).Should().Be((1, 0));
        run.Errors.Should().Contain(line => line.Contains("tools[8]", StringComparison.Ordinal));
    }
}
