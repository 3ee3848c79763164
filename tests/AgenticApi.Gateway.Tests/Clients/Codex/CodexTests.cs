namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary><c>codex exec</c> works with the gateway over HTTP, with each of its sets of tools.</summary>
public sealed class CodexTests(GatewayWithoutHostedTools gateway) : IClassFixture<GatewayWithoutHostedTools>
{
    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Patching)]
    [InlineData(CodexConfig.Default)]
    public Task Codex_reads_files_and_answers(string model) =>
        CodexTask.ReadFilesAsync(gateway, model, CodexConfig.WithProvider(model, gateway.BaseUrl, hasSockets: false));

    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Patching)]
    [InlineData(CodexConfig.Default)]
    public Task Codex_applies_a_patch(string model) =>
        CodexTask.ApplyPatchAsync(gateway, model, CodexConfig.WithProvider(model, gateway.BaseUrl, hasSockets: false));

    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Default)]
    public async Task Codex_resumes_a_session(string name)
    {
        var model = gateway.Models.Replace(name, CodexModel.Read);
        using var folder = CodexTask.Folder(CodexConfig.WithProvider(name, gateway.BaseUrl, hasSockets: false));
        await folder.ExecAsync("--skip-git-repo-check", CodexTask.Question);

        var run = await folder.ExecAsync("resume", "--last", "--skip-git-repo-check", WeatherLoop.Thanks);

        model.Faults.Should().BeEmpty();
        (run.ExitCode, run.Answer).Should().Be((0, WeatherLoop.Welcome));
        model.Asked[^1].Lines.Should().Contain($"assistant: {CodexTask.Files}");
    }
}
