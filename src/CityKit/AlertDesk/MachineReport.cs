using CityKit.Components;
using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>What a machine reports, as the alert desk takes it.</summary>
/// <param name="Key">What the journal knows it by.</param>
/// <param name="Class">What it is about.</param>
/// <param name="At">When it was seen, by the machine's clock.</param>
/// <param name="Place">Where; null for where the camera is.</param>
/// <param name="Camera">The camera; null for none.</param>
/// <param name="Finding">How the machine came to it.</param>
internal sealed record MachineReport(
    string Key, ClassKey Class, Instant At, GeoPoint? Place, SensorKey? Camera, MachineFinding Finding);
