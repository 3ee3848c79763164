namespace AgenticApi;

/// <summary>An event that says how far an item is, and nothing of what it holds.</summary>
public abstract class ItemStatusEvent : ItemEvent
{
    private protected ItemStatusEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The item as it stands, which gateways send along; null from other servers.</summary>
    public OutputItem? Item => Body(OutputItem.FromJson);
}
