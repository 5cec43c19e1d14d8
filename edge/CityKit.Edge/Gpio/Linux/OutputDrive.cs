namespace CityKit.Edge.Gpio.Linux;

/// <summary>How an output drives its pin (驱动方式).</summary>
public enum OutputDrive
{
    /// <summary>Drives high and low.</summary>
    PushPull = 0,

    /// <summary>Drives low, floats for high.</summary>
    OpenDrain = 1,

    /// <summary>Drives high, floats for low.</summary>
    OpenSource = 2,
}
