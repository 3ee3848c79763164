namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>The gateway with default settings, which refuses hosted tools, and codex, which offers a search of the web unless it knows better.</summary>
public sealed class CodexHostedToolTests(GatewayInFront gateway) : IClassFixture<GatewayInFront>
{
    [NodeTheory]
    [InlineData(CodexConfig.Default, "")]
    [InlineData(CodexConfig.Unknown, "web_search = \"disabled\"\n")]
    public Task Codex_that_offers_no_search_reads_files_and_answers(string model, string setting) =>
        CodexTask.ReadFilesAsync(gateway, model, setting + CodexConfig.WithProvider(model, gateway.BaseUrl, hasSockets: false));

    [NodeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Codex_that_offers_a_search_says_what_is_refused(bool hasSockets)
    {
        var model = gateway.Models.Replace(CodexConfig.Unknown, CodexModel.Read);
        using var folder = CodexTask.Folder(CodexConfig.WithProvider(CodexConfig.Unknown, gateway.BaseUrl, hasSockets));

        var run = await folder.ExecAsync("--skip-git-repo-check", CodexTask.Question);

        (run.ExitCode, model.Asked.Count).Should().Be((1, 0));
        run.Errors.Should().Contain(line => line.Contains("tools[8]", StringComparison.Ordinal));
    }
}
