namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary><c>codex exec</c> works over a WebSocket, where it sends only new items, and does not fall back to HTTP.</summary>
public sealed class CodexSocketTests(GatewayWithoutHostedTools gateway) : IClassFixture<GatewayWithoutHostedTools>
{
    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Patching)]
    [InlineData(CodexConfig.Default)]
    public Task Codex_reads_files_and_answers(string model) =>
        CodexTask.ReadFilesAsync(gateway, model, CodexConfig.WithProvider(model, gateway.BaseUrl, hasSockets: true));

    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Patching)]
    [InlineData(CodexConfig.Default)]
    public Task Codex_applies_a_patch(string model) =>
        CodexTask.ApplyPatchAsync(gateway, model, CodexConfig.WithProvider(model, gateway.BaseUrl, hasSockets: true));

    [NodeTheory]
    [InlineData(CodexConfig.Unknown)]
    [InlineData(CodexConfig.Default)]
    public Task Codex_with_its_built_in_provider_reads_files_and_answers(string model) =>
        CodexTask.ReadFilesAsync(gateway, model, CodexConfig.WithAddress(model, gateway.BaseUrl));
}
