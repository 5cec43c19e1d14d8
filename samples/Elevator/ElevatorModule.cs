using CityKit.Modules;

namespace CityKit.Samples.Elevator;

/// <summary>
/// The vendor's pack for a hub: <c>AddCityKit(city => city.UseProfiles(ElevatorRepair.Profiles).UsePolicy(ElevatorRepair.Policy)
/// .AddModule(new ElevatorModule(certificates)))</c>.
/// </summary>
/// <param name="certificates">Whose certificates are valid until when.</param>
public sealed class ElevatorModule(Certificates certificates) : ICityModule
{
    /// <inheritdoc/>
    public string Name => "elevator";

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        declaration.Guard(certificates.Guard);
    }
}
