using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>What a command of a shell call printed, whole. Wire type: <c>response.shell_call_output_content.done</c>.</summary>
public sealed class ShellCallOutputContentDoneEvent : ItemEvent
{
    internal ShellCallOutputContentDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The command's place in the call, from 0; null where the server sent none.</summary>
    public int? CommandIndex => PartIndex;

    /// <summary>What the command printed, as servers send it: a list of one. Empty where the server sent none.</summary>
    public IReadOnlyList<ShellOutput> Output => List("output"u8, json => new ShellOutput(json));
}
