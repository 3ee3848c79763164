using System.CommandLine;
using System.Net;
using System.Text.Json;
using AgenticApi.Gateway;
using AgenticApi.Serving;

namespace AgenticApi.Cli;

/// <summary>The options of <c>agentic-api gateway</c>.</summary>
internal sealed class GatewayArguments
{
    private const int SealingKeyBytes = 32;

    private readonly Option<string> _upstream = new("--upstream") { Description = "The Chat Completions server, up to /v1.", Required = true, HelpName = "URL" };
    private readonly Option<string> _keyEnv = new("--key-env") { Description = "The environment variable with the key for that server. Without it, the client's authorization is sent on, unless --keys is given.", HelpName = "NAME" };
    private readonly Option<int?> _port = new("--port") { Description = "The port on 127.0.0.1; 0, the default, takes a free one.", HelpName = "N" };
    private readonly Option<string> _listen = new("--listen") { Description = "Where to listen, in place of --port: 0.0.0.0:8080 for all addresses. Other addresses than loopback need --keys.", HelpName = "ADDRESS:PORT" };
    private readonly Option<string> _keys = new("--keys") { Description = "The file of the keys that clients must have, a line a key, as 'gateway key NAME' prints it. A client finds the responses of its own key's name only.", HelpName = "FILE" };
    private readonly Option<string[]> _hosts = new("--host") { Description = "A name, besides those of this machine and the address that was connected to, that a request's Host and Origin may have; '*' for all. Requests with others are refused (403). May be given again.", HelpName = "NAME" };
    private readonly Option<string[]> _parse = new("--parse") { Description = $"What the model's raw text holds, reasoning or tool calls: {TextBlocks.Description}. May be given again. Calls are looked for if the request has tools.", HelpName = "KIND" };
    private readonly Option<string> _config = new("--config") { Description = "A JSON file that says for each model what --parse says for all: {\"models\": {\"Qwen/*\": {\"parse\": [\"think\", \"hermes\"]}}}. '*' stands for any characters; the first pattern that matches counts.", HelpName = "FILE" };
    private readonly Option<bool> _maxTokens = new("--max-tokens") { Description = "That server takes max_tokens, and does not know max_completion_tokens. For some models: \"max_tokens\": \"max_tokens\" in the file of --config." };
    private readonly Option<bool> _leaveOut = new("--leave-out-hosted-tools") { Description = "Leave out tools that OpenAI runs itself, as web_search, and say so in the header X-Left-Out-Tools; otherwise they are refused (400). codex sends one by default. For some models: \"hosted_tools\": \"leave_out\" in the file of --config." };
    private readonly Option<string> _sealing = new("--sealing-key-env") { Description = "The environment variable with the key that seals reasoning.encrypted_content: 32 random bytes in base64. After a comma, older ones that still open. Without it, what was sealed opens until the gateway ends.", HelpName = "NAME" };
    private readonly Option<string> _store = new("--store") { Description = "Where responses and conversations are kept: memory, the default; a folder, for one gateway; env:NAME, for any number of gateways on one PostgreSQL, whose connection string is in the environment variable NAME.", HelpName = "WHERE" };
    private readonly Option<long?> _storeBytes = new("--store-max-bytes") { Description = "How much is kept; what was written longest ago goes first. 268435456 by default.", HelpName = "N" };
    private readonly Option<double?> _storeDays = new("--store-max-days") { Description = "How long it is kept; 30 by default.", HelpName = "N" };
    private readonly Option<int?> _lease = new("--lease") { Description = "How many seconds after a gateway's last sign of life the responses that it made end as failed, for whoever asks for them. 30 by default. Less finds a dead gateway sooner; its clock must not differ that much from the others'.", HelpName = "SECONDS" };
    private readonly Option<int?> _maxRequestBytes = new("--max-request-bytes") { Description = "The largest body (413 beyond) and WebSocket message (closed with 1009); 33554432 by default.", HelpName = "N" };
    private readonly Option<int?> _maxRequests = new("--max-requests") { Description = "How many requests are served at once, streams among them; others are refused (503 with Retry-After). 1000 by default.", HelpName = "N" };
    private readonly Option<int?> _responseTimeout = new("--response-timeout") { Description = "How many seconds a response may take; it ends as failed then. 3600 by default.", HelpName = "SECONDS" };
    private readonly Option<int?> _stopTimeout = new("--stop-timeout") { Description = "How many seconds a gateway that is told to stop (SIGTERM, Ctrl-C) waits for the responses that it makes; the others end as failed then. 30 by default. A second signal ends it at once.", HelpName = "SECONDS" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _parse.AcceptOnlyFromAmong(TextBlocks.Names);
        foreach (var option in (Option[])
        [
            _upstream, _keyEnv, _port, _listen, _keys, _hosts, _parse, _config, _maxTokens, _leaveOut, _sealing, _store, _storeBytes, _storeDays, _lease,
            _maxRequestBytes, _maxRequests, _responseTimeout, _stopTimeout,
        ])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Where to listen.</summary>
    /// <exception cref="UsageException">It is no address, or one that needs keys.</exception>
    public IPEndPoint Address(ParseResult parsed)
    {
        var address = ListenAddress.Of(parsed.GetValue(_listen), parsed.GetValue(_port));
        return IPAddress.IsLoopback(address.Address) || parsed.GetValue(_keys) is not null
            ? address
            : throw new UsageException($"--listen {address}: others can connect there, so it needs --keys FILE. 'agentic-api gateway key NAME' makes a key.");
    }

    /// <summary>Opens the store.</summary>
    /// <exception cref="UsageException">An option is wrong.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public GatewayStore Store(ParseResult parsed)
    {
        var usual = new ResponseStoreLimits();
        try
        {
            return new(parsed.GetValue(_store), new()
            {
                MaxBytes = parsed.GetValue(_storeBytes) ?? usual.MaxBytes,
                MaxAge = parsed.GetValue(_storeDays) is { } days ? TimeSpan.FromDays(days) : usual.MaxAge,
            });
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new UsageException("--store, --store-max-bytes and --store-max-days take a place, a number above zero and a number of days above zero.");
        }
    }

    /// <summary>How to serve.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="store">Where to keep.</param>
    /// <exception cref="UsageException">An option is wrong.</exception>
    public ResponsesGatewayOptions Options(ParseResult parsed, IResponseStore store)
    {
        var config = parsed.GetValue(_config) is { } file ? GatewayConfig.Read(file) : GatewayConfig.Empty;
        var kinds = parsed.GetValue(_parse) ?? [];
        return new()
        {
            Upstream = Cli.Address.Of(parsed.GetValue(_upstream)!, "--upstream"),
            Key = parsed.GetValue(_keyEnv) is { } name ? Variable(name, "--key-env") : null,
            Keys = parsed.GetValue(_keys) is { } keys ? KeysFile.Read(keys) : [],
            AllowedHosts = parsed.GetValue(_hosts) ?? [],
            Translation = new() { UsesMaxTokens = parsed.GetValue(_maxTokens), LeavesOutHostedTools = parsed.GetValue(_leaveOut) },
            ModelTranslation = request => config.Of(Model(request)) is { } rule ? Translation(rule, parsed) : null,
            ReasoningKeys = parsed.GetValue(_sealing) is { } sealing ? [.. Variable(sealing, "--sealing-key-env").Split(',').Select(key => SealingKey(key, sealing))] : [],
            Parser = request => Parser(config.Of(Model(request))?.Parse ?? kinds, request),
            Store = store,
            Lease = Seconds(parsed, _lease, 1) ?? TimeSpan.FromSeconds(30),
            Limits = Limits(parsed),
            StopTimeout = Seconds(parsed, _stopTimeout, 0) ?? TimeSpan.FromSeconds(30),
        };
    }

    private static string Variable(string name, string option) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new UsageException($"{option}: the environment variable {name} is not set.");

    private static ReadOnlyMemory<byte> SealingKey(string text, string variable)
    {
        var key = new byte[SealingKeyBytes];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == SealingKeyBytes
            ? key
            : throw new UsageException($"--sealing-key-env: {variable} must have {SealingKeyBytes} bytes in base64, as 'openssl rand -base64 {SealingKeyBytes}' makes them.");
    }

    private static string? Model(JsonElement request) =>
        request.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString() : null;

    private static ModelTextParser? Parser(IReadOnlyList<string> kinds, JsonElement request) =>
        kinds.Count == 0 ? null : new ModelTextParser(new ModelTextParserOptions { Request = request }, kinds.Select(TextBlocks.Create));

    private static TimeSpan? Seconds(ParseResult parsed, Option<int?> option, int least) => Number(parsed, option, least) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static int? Number(ParseResult parsed, Option<int?> option, int least) =>
        parsed.GetValue(option) is not { } number ? null : number >= least ? number : throw new UsageException($"{option.Name} takes a number, {least} or more.");

    private ChatCompletionRequestOptions Translation(ModelRule rule, ParseResult parsed) => new()
    {
        UsesMaxTokens = rule.UsesMaxTokens ?? parsed.GetValue(_maxTokens),
        LeavesOutHostedTools = rule.LeavesOutHostedTools ?? parsed.GetValue(_leaveOut),
    };

    private GatewayLimits Limits(ParseResult parsed)
    {
        var usual = new GatewayLimits();
        return new()
        {
            MaxRequestBytes = Number(parsed, _maxRequestBytes, 1) ?? usual.MaxRequestBytes,
            MaxRequests = Number(parsed, _maxRequests, 1) ?? usual.MaxRequests,
            ResponseTimeout = Seconds(parsed, _responseTimeout, 1) ?? usual.ResponseTimeout,
        };
    }
}
