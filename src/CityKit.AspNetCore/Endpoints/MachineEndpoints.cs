using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>POST /leads: a machine reports what it found.</summary>
internal static class MachineEndpoints
{
    private static readonly LocalizedText CameraAllowed =
        new("传感器台账中的摄像机，如 nvr-1/cam-2", "a camera of the sensor register such as nvr-1/cam-2");

    private static readonly (string, MachineSource)[] Sources = [("video", MachineSource.Video), ("drone", MachineSource.Drone)];

    internal static void Map(RouteGroupBuilder group) => group.MapPost("/leads", (RequestDelegate)ReportAsync);

    private static Task ReportAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var report = new ReportLead(json.Text("id", 64),
            json.Parsed<ClassKey>("class", ReportEndpoints.MatterForm),
            json.Decimal("confidence", 0, 1), json.Instant("at"))
        {
            Place = json.Has("longitude") || json.Has("latitude") ? ReportEndpoints.Place(json) : null,
            Camera = CameraOf(json),
            Snapshot = json.TextOrNull("snapshot"),
            SnapshotSha256 = json.TextOrNull("snapshotSha256", 64),
            Source = json.Has("source") ? json.Word("source", Sources) : null,
            Version = json.TextOrNull("version", 64),
            Clip = json.TextOrNull("clip"),
            ClipSha256 = json.TextOrNull("clipSha256", 64),
        };
        return () => CommandAnswers.ExecuteAsync(context, report);
    });

    private static SensorKey? CameraOf(ConfigReader json)
    {
        if (json.TextOrNull("camera", 129) is not { } text) return null;
        if (text.Split('/') is [var device, var sensor]
            && DeviceId.TryParse(device, null, out var of) && SensorName.TryParse(sensor, null, out var name))
            return new SensorKey(of, name);
        json.Reject("camera", CameraAllowed);
        return null;
    }
}
