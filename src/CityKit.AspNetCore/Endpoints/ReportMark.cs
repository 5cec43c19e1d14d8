using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Marks an endpoint, as metadata, at which people report things: each report opens a work item.</summary>
internal sealed record ReportMark
{
    internal static ReportMark Here { get; } = new();

    internal static bool IsAt(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ReportMark>() is not null;
}
