using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>How a server says things. This is the protocol as it is meant; a server's class says only where it differs.</summary>
internal abstract class Dialect
{
    private static readonly Dictionary<string, Dialect> Servers = new()
    {
        ["OpenAI"] = new OpenAIDialect(),
        ["OpenAI WebSocket"] = new OpenAIDialect(),
        ["LM Studio"] = new LMStudioDialect(),
        ["xAI"] = new XaiDialect(),
        ["vLLM"] = new VllmDialect(),
        ["vLLM gpt-oss"] = new GptOssDialect(),
        ["vLLM gemma"] = new OldVllmDialect(),
        ["vLLM Qwen3.6"] = new Qwen36Dialect(),
        ["gateway"] = new GatewayDialect(),
        ["gateway search"] = new SearchGatewayDialect(),
        ["gateway MCP"] = new McpGatewayDialect(),
    };

    /// <summary>The model that a scenario asks for.</summary>
    public abstract string Model { get; }

    /// <summary>Whether frames have an <c>event:</c> line.</summary>
    public virtual bool NamesEvents => true;

    /// <summary>Whether <c>[DONE]</c> ends a stream.</summary>
    public virtual bool SaysDone => false;

    /// <summary>Whether a blocking body has line breaks.</summary>
    public virtual bool IndentsBodies => false;

    /// <summary>The events that announce and end a part of a reasoning item, without their last word; null where there are none.</summary>
    public virtual string? ReasoningPart => "response.content_part";

    /// <summary>Whether a search shows how far it is.</summary>
    public virtual bool ShowsSearch => true;

    /// <summary>The response as JSON, before anything is known of it. What a request has of these members is echoed.</summary>
    protected abstract string Template { get; }

    public static Dialect Of(string server) => Servers[server];

    public virtual string ResponseId(Exchange x) => "resp_" + Ids.Hex(50, x.Key);

    public virtual string ItemId(Exchange x, ScriptedItem item, Stage stage) => ItemKind.Of(item.Type).Prefix + Ids.Hex(50, x.KeyOf(item));

    public virtual string CallId(Exchange x, ScriptedItem item, Stage stage) => "call_" + Ids.Letters(24, x.KeyOf(item) + "/call");

    public virtual int ContentIndex(Exchange x, ScriptedItem item) => 0;

    public virtual IReadOnlyList<string> PiecesOf(ScriptedItem item, string text) => Pieces.Of(text);

    /// <summary>Whether an item is streamed at all.</summary>
    public virtual bool Streams(ScriptedItem item) => true;

    /// <summary>Whether an event has a <c>sequence_number</c>.</summary>
    public virtual bool Numbers(string type, ScriptedItem? item) => true;

    /// <summary>The last change to an event: members that only this server sends, or leaves out.</summary>
    public virtual void Touch(JsonObject e, Exchange x, ScriptedItem? item)
    {
    }

    /// <summary>The order of an event's members.</summary>
    public virtual JsonObject Arrange(JsonObject e) => Sorted(e, typeFirst: true);

    /// <summary>The events before the first item, of a response or of a further model round.</summary>
    public virtual void Begin(AnswerWriter w)
    {
        w.Event("response.created", ("response", Opening(w, w.Exchange.Background ? "queued" : "in_progress")));
        if (w.Exchange.Background)
        {
            w.Event("response.queued", ("response", Opening(w, "queued")));
        }

        w.Event("response.in_progress", ("response", Opening(w, "in_progress")));
    }

    public virtual void End(AnswerWriter w)
    {
        var turn = w.Exchange.Turn;
        if (turn.Error is { } error)
        {
            w.Event("error", [.. error.Select(member => (member.Key, member.Value)), ("param", null)]);
            return;
        }

        if (turn.Failed is { } failure)
        {
            var (code, message) = ((string)failure["code"]!, (string)failure["message"]!);
            w.Event("error", ("error", new JsonObject { ["type"] = code, ["code"] = code, ["message"] = message, ["param"] = null }));
        }

        var response = Final(w.Exchange);
        w.Event($"response.{response["status"]}", ("response", response));
    }

    /// <summary>An item as it is written at one place.</summary>
    public JsonObject Item(Exchange x, ScriptedItem item, Stage stage)
    {
        var kind = ItemKind.Of(item.Type);
        var wire = new JsonObject { ["id"] = ItemId(x, item, stage), ["type"] = item.Type };
        if (kind.HasStatus)
        {
            wire["status"] = "completed";
        }

        Nodes.Overlay(wire, item.Wire);
        if (kind.HasCallId)
        {
            wire["call_id"] = CallId(x, item, stage);
        }

        if (stage == Stage.Added)
        {
            kind.Empty(wire);
            if (kind.HasStatus)
            {
                wire["status"] = "in_progress";
            }
        }

        Shape(wire, x, item, stage);
        return wire;
    }

    /// <summary>The response when it has ended: the terminal event's, and the blocking body.</summary>
    public virtual JsonObject Final(Exchange x)
    {
        var response = Envelope(x, x.Turn.Failed is not null ? "failed" : x.Turn.Incomplete is not null ? "incomplete" : "completed");
        response["output"] = new JsonArray([.. x.Items.Where(Keeps).Select(item => Item(x, item, Stage.Terminal))]);
        if (x.Turn.Failed is { } failure)
        {
            response["error"] = failure.DeepClone();
            return response;
        }

        response["usage"] = Usage(x);
        if (x.Turn.Incomplete is { } reason)
        {
            response["incomplete_details"] = new JsonObject { ["reason"] = reason };
        }

        return response;
    }

    /// <summary>The response without output.</summary>
    protected virtual JsonObject Envelope(Exchange x, string status)
    {
        var response = Nodes.Object(Template);
        Nodes.Overlay(response, x.Request.Where(member => member.Value is not null && response.ContainsKey(member.Key)));
        response["id"] = ResponseId(x);
        response["created_at"] = x.CreatedAt;
        response["status"] = status;
        response["output"] = new JsonArray();
        return response;
    }

    private JsonObject Opening(AnswerWriter w, string status)
    {
        var response = Envelope(w.Exchange, status);
        response["created_at"] = w.Exchange.CreatedAt + w.Round;
        return response;
    }

    protected virtual JsonObject Usage(Exchange x) => PlainUsage(x);

    /// <summary>The counts that every server gives.</summary>
    protected static JsonObject PlainUsage(Exchange x) =>
        new()
        {
            ["input_tokens"] = x.InputTokens,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
            ["output_tokens"] = x.OutputTokens,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = x.ReasoningTokens },
            ["total_tokens"] = x.InputTokens + x.OutputTokens,
        };

    /// <summary>What this server says of an item, and the protocol does not.</summary>
    protected virtual void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
    }

    /// <summary>Whether the terminal output has an item.</summary>
    protected virtual bool Keeps(ScriptedItem item) => !item.Forgotten;

    protected static JsonObject Sorted(JsonObject e, bool typeFirst) =>
        new(e.OrderBy(member => !(typeFirst && member.Key == "type"))
            .ThenBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
