using Microsoft.AspNetCore.Http;

namespace CityKit.Desk.Shell;

/// <summary>Where the desk was mapped.</summary>
/// <param name="Path">The path, without the application's own base.</param>
/// <param name="Hub">The name by which its hub was added; empty for the one without.</param>
internal sealed record DeskPlace(string Path, string Hub)
{
    /// <summary>The address of the desk, with the application's base and a slash at the end.</summary>
    internal static string BaseOf(HttpContext context) =>
        $"{context.Request.PathBase}{context.GetEndpoint()?.Metadata.GetMetadata<DeskPlace>()?.Path}/";
}
