namespace CityKit.Edge.Gpio;

/// <summary>Which way a line changed (边沿), after the source applied active-low. The numbers are the kernel's.</summary>
public enum LineEdge : byte
{
    /// <summary>The line became active.</summary>
    Rising = 1,

    /// <summary>The line became inactive.</summary>
    Falling = 2,
}
