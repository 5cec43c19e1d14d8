namespace CityKit.Edge.Devices;

/// <summary>A small display (状态显示屏).</summary>
public interface IStatusDisplay : IDevice
{
    /// <summary>How many characters a row has.</summary>
    int Columns { get; }

    /// <summary>How many rows it has.</summary>
    int Rows { get; }

    /// <summary>
    /// Shows rows of printable ASCII, none longer than <see cref="Columns"/>, at most <see cref="Rows"/>; others are blank.
    /// </summary>
    void Show(IReadOnlyList<string> rows);
}
