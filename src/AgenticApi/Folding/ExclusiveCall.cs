namespace AgenticApi.Folding;

/// <summary>Marks an accumulator as busy while one call uses it.</summary>
internal readonly ref struct ExclusiveCall
{
    private readonly ref int _isBusy;

    /// <summary>Marks the accumulator as busy.</summary>
    /// <param name="isBusy">1 while a call is running, otherwise 0.</param>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public ExclusiveCall(ref int isBusy)
    {
        if (Interlocked.Exchange(ref isBusy, 1) != 0)
        {
            throw new InvalidOperationException(
                "Another call on this accumulator is running. Use one accumulator for each response, or a lock around its calls.");
        }

        _isBusy = ref isBusy;
    }

    public void Dispose() => Volatile.Write(ref _isBusy, 0);
}
