namespace AgenticApi.Folding;

/// <summary>How much each kind of deviation matters and what is done about it: one row a kind.</summary>
internal static class DeviationRules
{
    private static readonly Dictionary<DeviationKind, DeviationRule> Rows = new()
    {
        [DeviationKind.SequenceGap] = new(DeviationSeverity.Warning, "what came is folded without the missing events."),
        [DeviationKind.RepeatedEvent] = new(DeviationSeverity.Warning, "the repetition is ignored."),
        [DeviationKind.MalformedEvent] = new(DeviationSeverity.Error, "it is skipped; what came before stands."),
        [DeviationKind.BrokenText] = new(DeviationSeverity.Warning, "U+FFFD stands in its place."),
        [DeviationKind.DuplicateFields] = new(DeviationSeverity.Warning, "the last one counts."),
        [DeviationKind.InvalidIndex] = new(DeviationSeverity.Warning, "the event is taken as one without it."),
        [DeviationKind.UnknownEvent] = new(DeviationSeverity.Info, "it changes nothing in the response."),
        [DeviationKind.DialectEvent] = new(DeviationSeverity.Info, "it is folded as the server means it."),
        [DeviationKind.FieldMissing] = new(DeviationSeverity.Error, "the event is skipped."),
        [DeviationKind.LifecycleOutOfOrder] = new(DeviationSeverity.Warning, "the events are folded in the order in which they came."),
        [DeviationKind.EventAfterTerminal] = new(DeviationSeverity.Warning, "it is ignored."),
        [DeviationKind.EventAfterItemDone] = new(DeviationSeverity.Warning, "what is finished stands."),
        [DeviationKind.ItemNotAnnounced] = new(DeviationSeverity.Warning, "the item begins with the first event that names it."),
        [DeviationKind.ItemNotFinished] = new(DeviationSeverity.Warning, "the item is taken as completed."),
        [DeviationKind.OutputIndexSkipped] = new(DeviationSeverity.Info, "the items that came follow one another."),
        [DeviationKind.ItemIdMissing] = new(DeviationSeverity.Warning, "the id of its other events is taken."),
        [DeviationKind.ItemIdUnstable] = new(DeviationSeverity.Warning, "the index decides which item is meant."),
        [DeviationKind.ItemIdChanged] = new(DeviationSeverity.Warning, "the terminal id is taken."),
        [DeviationKind.CallIdChanged] = new(DeviationSeverity.Warning, "the later one is taken."),
        [DeviationKind.StrayItemFields] = new(DeviationSeverity.Warning, "they are dropped from the item."),
        [DeviationKind.StatusInferred] = new(DeviationSeverity.Warning, "the only sound status is put in."),
        [DeviationKind.UnknownStatus] = new(DeviationSeverity.Warning, "it is kept, and the ending follows from the event that carried it."),
        [DeviationKind.StatusContradictsEvent] = new(DeviationSeverity.Error, "the status is believed."),
        [DeviationKind.PartNotAnnounced] = new(DeviationSeverity.Info, "the part begins with its first text."),
        [DeviationKind.PartNotFinished] = new(DeviationSeverity.Info, "the finished item says what it was."),
        [DeviationKind.PartIndexMoved] = new(DeviationSeverity.Warning, "the part that is being written goes on."),
        [DeviationKind.DoneDiffersFromDeltas] = new(DeviationSeverity.Warning, "the whole text is taken."),
        [DeviationKind.RoundRestarted] = new(DeviationSeverity.Warning, "the new items follow those of the round before."),
        [DeviationKind.BareResponse] = new(DeviationSeverity.Warning, "it is taken as the terminal event."),
        [DeviationKind.BodyInsteadOfStream] = new(DeviationSeverity.Info, "it is read as a blocking response."),
        [DeviationKind.TerminalOutputMissing] = new(DeviationSeverity.Warning, "the streamed items stand."),
        [DeviationKind.TerminalOmitsItem] = new(DeviationSeverity.Error, "the terminal output stands."),
        [DeviationKind.TerminalAddsItem] = new(DeviationSeverity.Info, "the item is taken."),
        [DeviationKind.TerminalContradictsStream] = new(DeviationSeverity.Error, "the terminal output is taken."),
        [DeviationKind.ArgumentsNotAnObject] = new(DeviationSeverity.Warning, "they are kept as they came."),
        [DeviationKind.ArgumentsReformatted] = new(DeviationSeverity.Info, "the terminal spelling is taken."),
        [DeviationKind.EncryptedContentChanged] = new(DeviationSeverity.Info, "the terminal content is taken."),
        [DeviationKind.ConnectionBroken] = new(DeviationSeverity.Error, "what came before is kept."),
        [DeviationKind.CompletedAfterError] = new(DeviationSeverity.Error, "the response is completed and keeps the error."),
        [DeviationKind.StreamTruncated] = new(DeviationSeverity.Error, "the response is incomplete, with all that came."),
    };

    public static DeviationRule Of(DeviationKind kind) => Rows[kind];
}
