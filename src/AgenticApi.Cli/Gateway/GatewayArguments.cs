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

    private readonly Option<string> _upstream = new("--upstream")
    {
        Description = "The base URL of the Chat Completions server, up to and including /v1.",
        Required = true,
        HelpName = "URL",
    };

    private readonly Option<string> _keyEnv = new("--key-env")
    {
        Description = "The environment variable with the key for the upstream server. "
            + "Default: the client's Authorization header is forwarded, unless --keys is given.",
        HelpName = "NAME",
    };

    private readonly Option<int?> _port = new("--port") { Description = "The port on 127.0.0.1. Default: 0, a free port.", HelpName = "N" };

    private readonly Option<string> _listen = new("--listen")
    {
        Description = "The address and port to listen on, instead of --port: 0.0.0.0:8080 for all addresses. Addresses other than loopback require --keys.",
        HelpName = "ADDRESS:PORT",
    };

    private readonly Option<string> _keys = new("--keys")
    {
        Description = "The file with the client keys, one line for each key, as 'gateway key NAME' prints it. "
            + "A client finds only the responses of its own key name.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description = "A name to allow in the Host and Origin headers, besides the names of this machine and the address of the connection; '*' allows all. "
            + "Requests with other names are refused (403). Can be repeated.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _parse = new("--parse")
    {
        Description = $"The format of reasoning or tool calls in the model's raw text: {TextBlocks.Description}. Can be repeated. "
            + "Tool calls are parsed only if the request has tools.",
        HelpName = "KIND",
    };

    private readonly Option<string> _config = new("--config")
    {
        Description = "A JSON file with --parse settings for each model: {\"models\": {\"Qwen/*\": {\"parse\": [\"think\", \"hermes\"]}}}. "
            + "'*' matches any characters; the first pattern that matches applies.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _maxTokens = new("--max-tokens")
    {
        Description = "Send max_tokens instead of max_completion_tokens, for servers that only support max_tokens. "
            + "For single models: \"max_tokens\": \"max_tokens\" in the --config file.",
    };

    private readonly Option<bool> _leaveOut = new("--leave-out-hosted-tools")
    {
        Description = "Omit tools that OpenAI hosts, such as web_search, and list them in the X-Left-Out-Tools header. "
            + "Default: such requests are refused (400). codex sends one by default. For single models: \"hosted_tools\": \"leave_out\" in the --config file.",
    };

    private readonly Option<string> _sealing = new("--sealing-key-env")
    {
        Description = "The environment variable with the key that encrypts reasoning.encrypted_content: 32 random bytes in base64. "
            + "Older keys, which only decrypt, can follow after commas. Default: a random key that is lost when the gateway ends.",
        HelpName = "NAME",
    };

    private readonly Option<string> _store = new("--store")
    {
        Description = "Where to store responses and conversations: memory, the default; a folder, for one gateway; "
            + "env:NAME, for any number of gateways on one PostgreSQL server whose connection string is in the environment variable NAME.",
        HelpName = "WHERE",
    };

    private readonly Option<long?> _storeBytes = new("--store-max-bytes")
    {
        Description = "The maximum size of the store, in bytes. The entries written longest ago are removed first. Default: 268435456.",
        HelpName = "N",
    };

    private readonly Option<double?> _storeDays = new("--store-max-days")
    {
        Description = "The maximum age of stored entries, in days. Default: 30.",
        HelpName = "N",
    };

    private readonly Option<int?> _lease = new("--lease")
    {
        Description = "The time after a gateway's last heartbeat until its running responses end as failed, in seconds. Default: 30. "
            + "A shorter time detects a dead gateway sooner. The clocks of the gateways must differ by less than this time.",
        HelpName = "SECONDS",
    };

    private readonly Option<int?> _maxRequestBytes = new("--max-request-bytes")
    {
        Description = "The maximum size of a request body (413 if larger) and of a WebSocket message (closed with 1009), in bytes. Default: 33554432.",
        HelpName = "N",
    };

    private readonly Option<int?> _maxRequests = new("--max-requests")
    {
        Description = "The maximum number of concurrent requests, including streams. Further requests are refused (503 with Retry-After). Default: 1000.",
        HelpName = "N",
    };

    private readonly Option<int?> _responseTimeout = new("--response-timeout")
    {
        Description = "The maximum duration of a response, in seconds. A longer response ends as failed. Default: 3600.",
        HelpName = "SECONDS",
    };

    private readonly Option<int?> _stopTimeout = new("--stop-timeout")
    {
        Description = "How long the gateway waits for running responses after SIGTERM or Ctrl-C, in seconds. Responses that take longer end as failed. "
            + "Default: 30. A second signal ends the gateway at once.",
        HelpName = "SECONDS",
    };

    /// <summary>Adds the options to a command.</summary>
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

    /// <summary>Returns the address to listen on.</summary>
    /// <exception cref="UsageException">The address is invalid, or requires keys.</exception>
    public IPEndPoint Address(ParseResult parsed)
    {
        var address = ListenAddress.Of(parsed.GetValue(_listen), parsed.GetValue(_port));
        return IPAddress.IsLoopback(address.Address) || parsed.GetValue(_keys) is not null
            ? address
            : throw new UsageException(
                $"--listen {address}: other machines can connect to this address, so it needs --keys FILE. 'agentic-api gateway key NAME' creates a key.");
    }

    /// <summary>Opens the store.</summary>
    /// <exception cref="UsageException">An option is invalid.</exception>
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
            throw new UsageException("--store takes a location; --store-max-bytes and --store-max-days take numbers above zero.");
        }
    }

    /// <summary>Returns the options of the gateway.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="store">The store.</param>
    /// <exception cref="UsageException">An option is invalid.</exception>
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
            ReasoningKeys = parsed.GetValue(_sealing) is { } sealing
                ? [.. Variable(sealing, "--sealing-key-env").Split(',').Select(key => SealingKey(key, sealing))]
                : [],
            Parser = request => Parser(config.Of(Model(request))?.Parse ?? kinds, request),
            Store = store,
            Lease = Seconds(parsed, _lease, 1) ?? TimeSpan.FromSeconds(30),
            Limits = Limits(parsed),
            StopTimeout = Seconds(parsed, _stopTimeout, 0) ?? TimeSpan.FromSeconds(30),
        };
    }

    private static string Variable(string name, string option) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new UsageException($"{option}: the environment variable {name} is not set.");

    private static ReadOnlyMemory<byte> SealingKey(string text, string variable)
    {
        var key = new byte[SealingKeyBytes];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == SealingKeyBytes
            ? key
            : throw new UsageException(
                $"--sealing-key-env: {variable} must have {SealingKeyBytes} bytes in base64; create them with 'openssl rand -base64 {SealingKeyBytes}'.");
    }

    private static string? Model(JsonElement request) =>
        request.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString() : null;

    private static ModelTextParser? Parser(IReadOnlyList<string> kinds, JsonElement request) =>
        kinds.Count == 0 ? null : new ModelTextParser(new ModelTextParserOptions { Request = request }, kinds.Select(TextBlocks.Create));

    private static TimeSpan? Seconds(ParseResult parsed, Option<int?> option, int least) =>
        Number(parsed, option, least) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static int? Number(ParseResult parsed, Option<int?> option, int least) =>
        parsed.GetValue(option) is not { } number ? null
        : number >= least ? number
        : throw new UsageException($"{option.Name} takes a number, {least} or more.");

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
