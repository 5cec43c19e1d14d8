using CityKit.Core;
using CityKit.Sensors.Register;

namespace CityKit.Intake;

/// <summary>Which entries of the register are asked for: those of any of these.</summary>
internal sealed record SensorQuestion
{
    /// <summary>Devices and feeds: all entries of each.</summary>
    internal IReadOnlyCollection<DeviceId> Devices { get; init; } = [];

    /// <summary>Households by their subject: all entries of each.</summary>
    internal IReadOnlyCollection<string> Households { get; init; } = [];

    /// <summary>Compounds: one entry of each says that it is there.</summary>
    internal IReadOnlyCollection<string> Compounds { get; init; } = [];

    /// <summary>The entries that a register has of them.</summary>
    internal IReadOnlyList<Sensor> AnswerFrom(SensorRegister register)
    {
        var ofDevices = Devices.SelectMany(register.OfDevice);
        if (Households.Count + Compounds.Count == 0) return [.. ofDevices];
        var compounds = Compounds.ToHashSet();
        return [.. ofDevices.Concat(register.Sensors.Where(entry => entry.Household is { } household && Households.Contains(household)))
            .Concat(register.Sensors.Where(entry => entry.Compound is { } compound && compounds.Remove(compound))).Distinct()];
    }
}
