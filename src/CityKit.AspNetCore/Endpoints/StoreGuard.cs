using CityKit.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// What a store that cannot be read comes to over HTTP: a refusal with 503, never a bare 500; and where part of an answer is out already, a
/// connection that is cut, so that no half list is taken for a whole one.
/// </summary>
internal static partial class StoreGuard
{
    private static readonly object Begun = new();

    private static Refusal Unavailable { get; } = Refusal.Of("unavailable",
        "The hub cannot read its store now; its log says why. Try again later.", "中枢暂时无法读取存储，原因见其日志；请稍后重试。");

    /// <summary>Guards every endpoint of a group.</summary>
    internal static void Guard(RouteGroupBuilder group) => ((IEndpointConventionBuilder)group).Add(endpoint =>
    {
        if (endpoint.RequestDelegate is { } inner) endpoint.RequestDelegate = context => RunAsync(context, inner);
    });

    /// <summary>From here on a failure cannot be answered any more.</summary>
    internal static void Begin(HttpContext context) => context.Items[Begun] = true;

    private static async Task RunAsync(HttpContext context, RequestDelegate inner)
    {
        try
        {
            await inner(context).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is (IOException and not BadHttpRequestException) or FormatException
            && !context.RequestAborted.IsCancellationRequested)
        {
            Unread(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("CityKit.AspNetCore"),
                failed, context.Request.Path);
            if (context.Response.HasStarted || context.Items.ContainsKey(Begun)) context.Abort();
            else await JsonAnswer.RefuseAsync(context, Unavailable).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The hub's store could not be read for {Path}. 无法读取存储。")]
    private static partial void Unread(ILogger logger, Exception failed, string path);
}
