namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>A gateway with default settings, which refuses hosted tools. For unknown models, codex offers a hosted web search by default.</summary>
public sealed class CodexHostedToolTests(GatewayInFront gateway) : IClassFixture<GatewayInFront>
{
    [NodeTheory]
    [InlineData(CodexConfig.Default, "")]
    [InlineData(CodexConfig.Unknown, "web_search = \"disabled\"\n")]
    public Task Codex_without_web_search_reads_files_and_answers(string model, string setting) =>
        CodexTask.ReadFilesAsync(gateway, model, setting + CodexConfig.WithProvider(model, gateway.BaseUrl, hasSockets: false));

    [NodeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Codex_with_web_search_reports_the_refused_tool(bool hasSockets)
    {
        var model = gateway.Models.Replace(CodexConfig.Unknown, CodexModel.Read);
        using var folder = CodexTask.Folder(CodexConfig.WithProvider(CodexConfig.Unknown, gateway.BaseUrl, hasSockets));

        var run = await folder.ExecAsync("--skip-git-repo-check", CodexTask.Question);

        (run.ExitCode, model.Asked.Count).Should().Be((1, 0));
        run.Errors.Should().Contain(line => line.Contains("tools[8]", StringComparison.Ordinal));
    }
}
