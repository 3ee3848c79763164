namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>What stands in the <c>config.toml</c> of codex.</summary>
internal static class CodexConfig
{
    /// <summary>A name that codex does not know: it gives functions.</summary>
    public const string Unknown = "own";

    /// <summary>A name for which codex gives a custom tool for patches, besides functions.</summary>
    public const string Patching = "gpt-5.5";

    /// <summary>The model that this version takes where none is named: it gives custom tools in a namespace, as an item of the input.</summary>
    public const string Default = "gpt-6.1-sol";

    /// <summary>With a provider for the gateway.</summary>
    public static string WithProvider(string model, string url, bool hasSockets) => $"""
        {Model(model)}
        model_provider = "gateway"

        [model_providers.gateway]
        name = "Gateway"
        base_url = "{url}"
        wire_api = "responses"
        supports_websockets = {(hasSockets ? "true" : "false")}
        """;

    /// <summary>With the provider that is built in, at another address. It asks for a WebSocket by itself.</summary>
    public static string WithAddress(string model, string url) => $"{Model(model)}\nopenai_base_url = \"{url}\"";

    private static string Model(string model) => model == Default ? "" : $"model = \"{model}\"";
}
