using System.Text.Json;

namespace AgenticApi.Folding;

/// <summary>The text that the last event appended to, and where it stood: the next delta mostly says the same.</summary>
internal readonly struct DeltaRun
{
    private readonly ItemSlot? _slot;
    private readonly int _typeId;
    private readonly int _outputIndex;
    private readonly int _partIndex;

    public DeltaRun(ItemSlot slot, StreamedPart? part, in EventFields fields)
    {
        (_slot, Part) = (slot, part);
        (_typeId, _outputIndex, _partIndex) = (fields.TypeId, fields.OutputIndex, fields.PartIndex);
    }

    public StreamedPart? Part { get; }

    /// <summary>Whether the event, which follows the last one, appends to the same text and does nothing else.</summary>
    public bool TryAppend(ReadOnlySpan<byte> data, in EventFields fields) =>
        Part is not null
        && fields.TypeId == _typeId && fields.OutputIndex == _outputIndex && fields.PartIndex == _partIndex && _outputIndex >= 0
        && fields is { IsAlias: false, HasInvalidIndex: false, HasDuplicates: false, Delta.Token: JsonTokenType.String }
        && (fields.Logprobs.Token != JsonTokenType.StartArray || fields.Logprobs.Length == 2)
        && !Part.TextDone && !_slot!.Finished
        && fields.ItemId.IsString && fields.ItemId.Of(data).SequenceEqual(_slot.Id);
}
