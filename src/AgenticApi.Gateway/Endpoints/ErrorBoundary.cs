using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticApi.Gateway;

/// <summary>Answers what endpoints throw, in the API's form.</summary>
internal static partial class ErrorBoundary
{
    /// <summary>An endpoint that answers with the error where <paramref name="serve"/> throws.</summary>
    public static RequestDelegate Around(RequestDelegate serve) => async context =>
    {
        try
        {
            await serve(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody is there to be told.
        }
#pragma warning disable CA1031 // A store may throw anything, and a fault of the gateway's own is no reason to answer with an empty body.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await ErrorOf(context, e).WriteAsync(context).ConfigureAwait(false);
        }
    };

    /// <summary>The error to tell the client of an exception. One that is the gateway's own fault is logged.</summary>
    public static GatewayError ErrorOf(HttpContext context, Exception exception)
    {
        if (exception is GatewayException { Error: var error })
        {
            return error;
        }

        if (context.RequestServices.GetService<ILoggerFactory>() is { } loggers)
        {
            // The type alone: a message may have content in it.
            LogFailure(loggers.CreateLogger("AgenticApi.Gateway"), exception.GetType().FullName!);
        }

        return new GatewayError(StatusCodes.Status500InternalServerError, "The gateway failed.", Code: "gateway_failed");
    }

    /// <summary>Answers for a path or a method that is not served.</summary>
    public static Task UnknownAsync(HttpContext context) => throw new GatewayException(
        StatusCodes.Status404NotFound, $"Unknown request URL: {(context.Request.Method.All(char.IsAsciiLetter) ? context.Request.Method : "?")} {context.Request.Path.ToUriComponent()}.", code: "unknown_url");

    [LoggerMessage(1, LogLevel.Error, "A request failed: {Exception}.")]
    private static partial void LogFailure(ILogger logger, string exception);
}
