namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>Creates the <c>config.toml</c> of codex.</summary>
internal static class CodexConfig
{
    /// <summary>A model that codex does not know. It gets functions.</summary>
    public const string Unknown = "own";

    /// <summary>A model that gets functions and a custom tool for patches.</summary>
    public const string Patching = "gpt-5.5";

    /// <summary>The default model of this version. It gets custom tools in a namespace, as an item of the input.</summary>
    public const string Default = "gpt-6.1-sol";

    /// <summary>Returns a configuration with a provider for the gateway.</summary>
    public static string WithProvider(string model, string url, bool hasSockets) => $"""
        {Model(model)}
        model_provider = "gateway"

        [model_providers.gateway]
        name = "Gateway"
        base_url = "{url}"
        wire_api = "responses"
        supports_websockets = {(hasSockets ? "true" : "false")}
        """;

    /// <summary>Returns a configuration with another address for the built-in provider, which uses WebSockets.</summary>
    public static string WithAddress(string model, string url) => $"{Model(model)}\nopenai_base_url = \"{url}\"";

    private static string Model(string model) => model == Default ? "" : $"model = \"{model}\"";
}
