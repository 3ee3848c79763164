namespace AgenticApi.Scripted;

/// <summary>A server with a real model, which scenarios are recorded from in place of the scripted one.</summary>
/// <param name="BaseUrl">Its address, up to <c>/v1</c>.</param>
/// <param name="Model">The model, as the server names it.</param>
/// <param name="KeyEnv">The environment variable with its key; null for <c>OPENAI_API_KEY</c>, if that is set.</param>
public sealed record RealServer(string BaseUrl, string Model, string? KeyEnv)
{
    /// <summary>The arguments of <c>agentic-api record</c>, without <c>-o</c>.</summary>
    public IReadOnlyList<string> ArgumentsFor(Scenario scenario) =>
        ["--base-url", BaseUrl, .. KeyEnv is null ? (string[])[] : ["--key-env", KeyEnv], .. scenario.ArgumentsFor($"{Model} at {new Uri(BaseUrl).Host}", Model)];
}
