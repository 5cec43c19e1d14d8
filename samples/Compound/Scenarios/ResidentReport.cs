using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>What a resident reports, with the coordinates a phone in China gives (GCJ-02). No person is named in it.</summary>
internal sealed record ResidentReport(string Id, Instant At, string Class, string Text, double Gcj02Longitude,
    double Gcj02Latitude, string As);
