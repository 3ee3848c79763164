namespace AgenticApi.Serving;

/// <summary>
/// The exception that is thrown if the stored data of a record in an <see cref="IResponseStore"/> cannot be read: it is damaged, or a newer
/// version of this library wrote it.
/// </summary>
/// <remarks>Other records are not affected. The message says where the fault is, and never contains content of the record.</remarks>
public sealed class StoredDataException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public StoredDataException()
        : base("The stored data of the record cannot be read.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">What the fault is and where.</param>
    public StoredDataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and a cause.</summary>
    /// <param name="message">What the fault is and where.</param>
    /// <param name="innerException">The exception that caused this one; null if there is none.</param>
    public StoredDataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
