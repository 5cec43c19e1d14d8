using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>GET /answer-key: the public half of the key that signs what devices are answered, for the one who enrols a device.</summary>
internal static class AnswerKeyEndpoints
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/answer-key", (RequestDelegate)ShowAsync);

    private static Task ShowAsync(HttpContext context) => context.Hub().AnswerKey is { } key
        ? JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteBase64String("publicKey", key.Info.Span);
            writer.WriteString("fingerprint", key.Fingerprint);
        })
        : CommandAnswers.NotFoundAsync(context, "answer key (UseAnswerKey)");
}
