using CityKit.Core;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tables;

/// <summary>A table whose rows have shapes, each made when it is asked for, and once.</summary>
internal abstract class ShapeTable : TableReader
{
    private Geometry? shape;
    private LocalizedText? problem;
    private bool isRead;

    internal sealed override Geometry? Shape
    {
        get
        {
            Read();
            return shape;
        }
    }

    internal sealed override LocalizedText? Problem
    {
        get
        {
            Read();
            return problem;
        }
    }

    /// <summary>Makes the current row's shape; null when it has none, or <paramref name="problem"/> says why it cannot be made.</summary>
    private protected abstract Geometry? ReadShape(out LocalizedText? problem);

    /// <summary>Another row is the current one.</summary>
    private protected void Forget() => isRead = false;

    private void Read()
    {
        if (!isRead) (isRead, shape) = (true, ReadShape(out problem));
    }
}
