namespace AgenticApi.Folding;

/// <summary>The severity of each kind of deviation, and how it is handled: one row for each kind.</summary>
internal static class DeviationRules
{
    private static readonly Dictionary<DeviationKind, DeviationRule> Rows = new()
    {
        [DeviationKind.SequenceGap] = new(DeviationSeverity.Warning, "the received events are folded without the missing ones."),
        [DeviationKind.RepeatedEvent] = new(DeviationSeverity.Warning, "the second event is ignored."),
        [DeviationKind.MalformedEvent] = new(DeviationSeverity.Error, "the event is skipped."),
        [DeviationKind.BrokenText] = new(DeviationSeverity.Warning, "U+FFFD replaces the invalid characters."),
        [DeviationKind.DuplicateFields] = new(DeviationSeverity.Warning, "the last member is used."),
        [DeviationKind.InvalidIndex] = new(DeviationSeverity.Warning, "the event is handled as if it had no index."),
        [DeviationKind.UnknownEvent] = new(DeviationSeverity.Info, "the event is ignored."),
        [DeviationKind.DialectEvent] = new(DeviationSeverity.Info, "the event is folded with the meaning that the server gives it."),
        [DeviationKind.FieldMissing] = new(DeviationSeverity.Error, "the event is skipped."),
        [DeviationKind.LifecycleOutOfOrder] = new(DeviationSeverity.Warning, "the events are folded in the order in which they arrived."),
        [DeviationKind.EventAfterTerminal] = new(DeviationSeverity.Warning, "the event is ignored."),
        [DeviationKind.EventAfterItemDone] = new(DeviationSeverity.Warning, "the event is ignored."),
        [DeviationKind.ItemNotAnnounced] = new(DeviationSeverity.Warning, "the item starts with the first event that belongs to it."),
        [DeviationKind.ItemNotFinished] = new(DeviationSeverity.Warning, "the item is handled as completed."),
        [DeviationKind.OutputIndexSkipped] = new(DeviationSeverity.Info, "the received items follow each other."),
        [DeviationKind.ItemIdMissing] = new(DeviationSeverity.Warning, "the id from other events of the item is used."),
        [DeviationKind.ItemIdUnstable] = new(DeviationSeverity.Warning, "the index identifies the item."),
        [DeviationKind.ItemIdChanged] = new(DeviationSeverity.Warning, "the id in the terminal event is used."),
        [DeviationKind.CallIdChanged] = new(DeviationSeverity.Warning, "the later call_id is used."),
        [DeviationKind.StrayItemFields] = new(DeviationSeverity.Warning, "the members are removed from the item."),
        [DeviationKind.StatusInferred] = new(DeviationSeverity.Warning, "the only possible status is used."),
        [DeviationKind.UnknownStatus] = new(DeviationSeverity.Warning, "the status is kept, and the type of the event decides the ending."),
        [DeviationKind.StatusContradictsEvent] = new(DeviationSeverity.Error, "the status is used."),
        [DeviationKind.PartNotAnnounced] = new(DeviationSeverity.Info, "the part starts with its first text."),
        [DeviationKind.PartNotFinished] = new(DeviationSeverity.Info, "the content of the finished item is used."),
        [DeviationKind.PartIndexMoved] = new(DeviationSeverity.Warning, "the text is appended to the part that is still open."),
        [DeviationKind.DoneDiffersFromDeltas] = new(DeviationSeverity.Warning, "the complete text is used."),
        [DeviationKind.RoundRestarted] = new(DeviationSeverity.Warning, "the new items follow those of the previous round."),
        [DeviationKind.BareResponse] = new(DeviationSeverity.Warning, "the response is handled as the terminal event."),
        [DeviationKind.BodyInsteadOfStream] = new(DeviationSeverity.Info, "the body is read as a blocking response."),
        [DeviationKind.TerminalOutputMissing] = new(DeviationSeverity.Warning, "the streamed items are used."),
        [DeviationKind.TerminalOmitsItem] = new(DeviationSeverity.Error, "the terminal output is used."),
        [DeviationKind.TerminalAddsItem] = new(DeviationSeverity.Info, "the item is added."),
        [DeviationKind.TerminalContradictsStream] = new(DeviationSeverity.Error, "the terminal output is used."),
        [DeviationKind.ArgumentsNotAnObject] = new(DeviationSeverity.Warning, "the arguments are kept unchanged."),
        [DeviationKind.ArgumentsReformatted] = new(DeviationSeverity.Info, "the arguments in the terminal event are used."),
        [DeviationKind.EncryptedContentChanged] = new(DeviationSeverity.Info, "the content in the terminal event is used."),
        [DeviationKind.ConnectionBroken] = new(DeviationSeverity.Error, "everything received before is kept."),
        [DeviationKind.CompletedAfterError] = new(DeviationSeverity.Error, "the response is completed and keeps the error."),
        [DeviationKind.StreamTruncated] = new(DeviationSeverity.Error, "the response is incomplete and has everything received."),
    };

    public static DeviationRule Of(DeviationKind kind) => Rows[kind];
}
