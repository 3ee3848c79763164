using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete output of a command of a shell call. Wire type: <c>response.shell_call_output_content.done</c>.</summary>
public sealed class ShellCallOutputContentDoneEvent : ItemEvent
{
    internal ShellCallOutputContentDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the command in the call, from 0; null if the server sent none.</summary>
    public int? CommandIndex => PartIndex;

    /// <summary>The output of the command; empty if the server sent none. Servers send a list with one entry.</summary>
    public IReadOnlyList<ShellOutput> Output => List("output"u8, json => new ShellOutput(json));
}
