using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>A tool that the model may call: what the model is told of it, and what runs.</summary>
public sealed partial record Tool
{
    internal Tool(string name, JsonElement declaration, bool isCustom = false)
    {
        Name = name;
        Declaration = declaration;
        IsCustom = isCustom;
    }

    /// <summary>The tool's name.</summary>
    public string Name { get; }

    /// <summary>The tool as it is sent in <c>tools</c>.</summary>
    public JsonElement Declaration { get; }

    /// <summary>Whether it is a custom tool, whose input is any text (<c>custom_tool_call</c>).</summary>
    public bool IsCustom { get; }

    /// <summary>Whether anything runs here; otherwise its calls are the caller's, or the server's own.</summary>
    public bool HasHandler => Invoke is not null;

    /// <summary>How early it may start. <see cref="ToolStart.WhenProven"/> unless set; a call that needs approval starts after the response.</summary>
    public ToolStart Start { get; init; }

    /// <summary>Whether no other call runs beside it: it waits for those before it, and those after it wait.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether running a call twice does no harm: only then a call whose outcome is unknown runs again.</summary>
    public bool Idempotent { get; init; }

    /// <summary>How long a call may run, more than zero. 60 seconds unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not more than zero.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A timeout is more than zero.");
    } = TimeSpan.FromSeconds(60);

    /// <summary>How many characters of a text output are kept: of a longer one, its head and its tail. 100,000 unless set; at least 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 100.</exception>
    public int MaxOutputChars
    {
        get;
        init => field = value >= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 100 characters of an output are kept.");
    } = 100_000;

    /// <summary>Decides for each call whether it may run; null lets all run.</summary>
    public Func<ToolCall, Approval>? Approve { get; init; }

    /// <summary>Mends the arguments of a call that they do not fit: it gets the call and what is wrong, and gives other arguments or null. Asked once a call.</summary>
    public Func<ToolCall, string, string?>? Repair { get; init; }

    /// <summary>Checks arguments and, where they fit, gives what runs. Null where nothing runs here.</summary>
    internal Func<string, ToolInvocation>? Invoke { get; init; }

    /// <summary>The name only: a tool's texts never get into a log by accident.</summary>
    public override string ToString() => $"{nameof(Tool)} {{ {Name} }}";
}
