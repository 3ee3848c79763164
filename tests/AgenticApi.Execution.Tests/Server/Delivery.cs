using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>Sends answers, with the faults of their rounds.</summary>
/// <param name="closing">Cancelled when the server closes.</param>
internal sealed class Delivery(CancellationToken closing)
{
    private const string Garbled = "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"\n\n";

    public static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(EventLines.Write(body));
    }

    public static Task WriteStatusAsync(HttpContext context, Fault fault)
    {
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (fault.Html is not null)
        {
            context.Response.StatusCode = fault.Status;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(fault.Html);
        }

        return fault.Status == 429
            ? WriteAsync(context, 429, new Refusal("Rate limit reached.", null, "rate_limit_exceeded").ToJson("requests"))
            : WriteAsync(context, fault.Status, new Refusal("The server had an error while processing your request.", null).ToJson("server_error"));
    }

    /// <summary>Sends the events of a response, those to come included.</summary>
    /// <exception cref="OperationCanceledException">The client has left, or the server closes.</exception>
    public async Task StreamAsync(HttpContext context, ResponseRun run, int after, Fault? fault)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
        if (fault is { Kind: FaultKind.DropBeforeHead } or { Kind: FaultKind.Hang, At: 0 } && await BreakAsync(context, fault, left.Token))
        {
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(left.Token);
        await context.Response.Body.FlushAsync(left.Token);
        var sent = 0;
        if (await BreaksHereAsync())
        {
            return;
        }

        await foreach (var entry in run.EventsAsync(after, left.Token))
        {
            var isGarbled = fault?.Kind == FaultKind.Garble && ReferenceEquals(entry, run.Round.Events.ElementAtOrDefault(fault.At));
            await context.Response.WriteAsync(isGarbled ? Garbled : entry.Text, left.Token);
            await context.Response.Body.FlushAsync(left.Token);
            sent++;
            if (await BreaksHereAsync())
            {
                return;
            }
        }

        async Task<bool> BreaksHereAsync() => fault is not null && fault.At == sent && await BreakAsync(context, fault, left.Token);
    }

    /// <summary>Sends a blocking body.</summary>
    /// <exception cref="OperationCanceledException">The client has left, or the server closes.</exception>
    public async Task WriteBodyAsync(HttpContext context, JsonObject body, Fault? fault)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
        if (fault?.Kind is FaultKind.DropBeforeHead or FaultKind.Hang or FaultKind.Stall && await BreakAsync(context, fault, left.Token))
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(EventLines.Write(body));
        var length = fault?.Kind is FaultKind.Drop or FaultKind.Garble ? bytes.Length / 2 : bytes.Length;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, length), left.Token);
        await context.Response.Body.FlushAsync(left.Token);
        if (fault?.Kind == FaultKind.Drop)
        {
            context.Abort();
        }
    }

    /// <summary>Applies a fault at its position.</summary>
    /// <returns>Whether nothing more is to be sent.</returns>
    private static async Task<bool> BreakAsync(HttpContext context, Fault fault, CancellationToken left)
    {
        switch (fault.Kind)
        {
            case FaultKind.Drop or FaultKind.DropBeforeHead:
                context.Abort();
                return true;
            case FaultKind.Stall:
                await Task.Delay(Timeout.Infinite, left);
                return true;
            case FaultKind.Hang:
                await fault.Gate.WaitAsync(left);
                return false;
            default:
                return false;
        }
    }
}
