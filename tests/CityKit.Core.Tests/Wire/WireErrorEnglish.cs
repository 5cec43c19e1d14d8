using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Wire;

/// <summary>What an error says in English, to compare it with.</summary>
internal static class WireErrorEnglish
{
    internal static (int Offset, string Found, string Expected) English(this WireError? error)
    {
        Assert.NotNull(error);
        return (error.Offset, error.Found.En, error.Expected.En);
    }
}
