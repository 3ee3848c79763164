namespace AgenticApi.Serving;

/// <summary>What an <see cref="IResponseStore"/> keeps of a record cannot be read: it is damaged, or a newer version of this library wrote it.</summary>
/// <remarks>Says nothing about other records. The message says where the fault is, and never holds content.</remarks>
public sealed class StoredDataException : Exception
{
    /// <summary>What is kept of a record cannot be read.</summary>
    public StoredDataException()
        : base("What is kept of the record cannot be read.")
    {
    }

    /// <summary>What is kept of a record cannot be read.</summary>
    /// <param name="message">Where the fault is, and what it is.</param>
    public StoredDataException(string message)
        : base(message)
    {
    }

    /// <summary>What is kept of a record cannot be read.</summary>
    /// <param name="message">Where the fault is, and what it is.</param>
    /// <param name="innerException">How that showed.</param>
    public StoredDataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
