using CityKit.Core;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>That a request was refused, for the filter that counts refusals after it.</summary>
/// <param name="Code">The refusal's code, or a device's answer in one word.</param>
/// <param name="Device">The admitted device that it is about; null when it is about none, or nobody admitted it.</param>
internal sealed record NotedRefusal(string Code, DeviceId? Device)
{
    internal static NotedRefusal? Of(HttpContext context) => context.Items[typeof(NotedRefusal)] as NotedRefusal;

    internal static void Note(HttpContext context, string code, DeviceId? device = null) =>
        context.Items[typeof(NotedRefusal)] = new NotedRefusal(code, device);
}
