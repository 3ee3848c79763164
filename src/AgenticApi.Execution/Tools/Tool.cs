using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>A tool that the model may call: its declaration, its handler, and how a run executes it. Immutable, so safe to use from several threads.</summary>
public sealed partial record Tool
{
    internal Tool(string name, JsonElement declaration, bool isCustom = false)
    {
        Name = name;
        Declaration = declaration;
        IsCustom = isCustom;
    }

    /// <summary>The name; empty if the declaration has none, as that of a tool of the server.</summary>
    public string Name { get; }

    /// <summary>The declaration, as it is sent in <c>tools</c>.</summary>
    public JsonElement Declaration { get; }

    /// <summary>Whether the tool is a custom tool, whose input is free text (<c>custom_tool_call</c>).</summary>
    public bool IsCustom { get; }

    /// <summary>Whether the tool has a handler. Otherwise the caller or the server answers its calls.</summary>
    public bool HasHandler => Bind is not null;

    /// <summary>
    /// How early a call may start. The default is <see cref="ToolStart.WhenProven"/>. A call of a tool with <see cref="Approve"/> starts after the
    /// response.
    /// </summary>
    public ToolStart Start { get; init; }

    /// <summary>Whether a call runs alone: it waits for earlier calls, and later calls wait for it. The default is false.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether a call can safely run twice. Only then does a resumed run repeat a call whose outcome is unknown. The default is false.</summary>
    public bool Idempotent { get; init; }

    /// <summary>The longest time that a call may run; greater than zero. The default is 60 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not greater than zero.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The timeout must be greater than zero.");
    } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The maximum length of a text output in characters; at least 100. Of a longer output, the beginning and the end are kept. The default is
    /// 100,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 100.</exception>
    public int MaxOutputChars
    {
        get;
        init => field = value >= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The maximum must be at least 100 characters.");
    } = 100_000;

    /// <summary>Decides for each call whether it may run; null lets all calls run. An exception fails the call.</summary>
    public Func<ToolCall, Approval>? Approve { get; init; }

    /// <summary>
    /// Repairs arguments that do not fit the schema: gets the call and the error, and returns other arguments, or null to give up. It is called at most
    /// once for each call. Null for no repair. An exception fails the call.
    /// </summary>
    public Func<ToolCall, string, string?>? Repair { get; init; }

    /// <summary>Validates arguments, and binds the handler to them; null if the tool has no handler.</summary>
    internal Func<string, ToolInvocation>? Bind { get; init; }

    /// <summary>Returns the name only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(Tool)} {{ {Name} }}";
}
