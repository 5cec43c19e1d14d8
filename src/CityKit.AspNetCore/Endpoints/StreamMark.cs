using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// Marks an endpoint, as metadata, whose answer goes on for minutes: it has a budget of its own and takes no place of a read.
/// </summary>
internal sealed record StreamMark
{
    internal static StreamMark Here { get; } = new();

    internal static bool IsAt(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StreamMark>() is not null;
}
