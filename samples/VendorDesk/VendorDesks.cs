using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Samples.Elevator;
using CityKit.Samples.VendorDesk.Elevator;
using CityKit.Samples.VendorDesk.Parking;

namespace CityKit.Samples.VendorDesk;

/// <summary>What two vendors add to the duty desk: <c>services.AddCityKitDesk(desk => desk.AddParking().AddElevators())</c>.</summary>
public static class VendorDesks
{
    /// <summary>A page of the parking module: the bays that are offered, and booking one.</summary>
    public static DeskBuilder AddParking(this DeskBuilder desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.AddPage<ParkingPage>("parking", ParkingWords.Title);
    }

    /// <summary>
    /// The maintenance firm's desk: which lift, in every list; what is broken, among the details; and all lifts that are out of service.
    /// </summary>
    public static DeskBuilder AddElevators(this DeskBuilder desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.AddItemColumn(ElevatorWords.Lift, LiftCells.Number)
            .AddPanel(ElevatorRepair.ProfileId, ElevatorWords.Details, LiftCells.Details)
            .AddPage<LiftsPage>("lifts", ElevatorWords.OutOfService);
    }
}
