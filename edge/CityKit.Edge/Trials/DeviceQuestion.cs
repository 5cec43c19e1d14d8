using CityKit.Core.Signing;

namespace CityKit.Edge.Trials;

/// <summary>A device's signed question as an HTTP request.</summary>
internal static class DeviceQuestion
{
    internal static HttpRequestMessage ToHttp(this DeviceRequest question, Uri hub, DeviceKey key)
    {
        var root = hub.AbsoluteUri.EndsWith('/') ? hub : new Uri(hub.AbsoluteUri + "/");
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, question.Path));
        request.Headers.Add(DeviceRequest.DeviceHeader, question.Device.Value);
        request.Headers.Add(DeviceRequest.DateHeader, question.DateText);
        request.Headers.Add(DeviceRequest.SignatureHeader, question.Sign(key));
        return request;
    }
}
