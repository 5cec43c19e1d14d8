using CityKit.Core;
using CityKit.Docs.Tests.Pages;
using NodaTime;

namespace CityKit.Docs.Tests;

public sealed class MessagesTests
{
    [Fact]
    public void ThereAndBack_AMessageOfCityKitsTypes_ComesBackTheSame()
    {
        var visit = new Messages.Visit { Door = DeviceId.Parse("pi-001"), At = Instant.FromUtc(2026, 11, 27, 4, 0),
            Place = GeoPoint.FromDegrees(120.38, 36.07) };
        var again = Messages.ThereAndBack(visit);
        Assert.Equal((visit.Door, visit.At, visit.Place), (again.Door, again.At, again.Place));
    }
}
