namespace CityKit.Edge.Loop;

/// <summary>The device's wall clock (墙上时钟) and how far it can be trusted now.</summary>
public interface IWallClock
{
    /// <summary>What it shows; asked once a minute.</summary>
    WallTime Read();
}
