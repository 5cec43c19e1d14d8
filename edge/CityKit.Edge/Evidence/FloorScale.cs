namespace CityKit.Edge.Evidence;

/// <summary>Where the floors of a building are (楼层尺度), as the one who exports evidence measured them.</summary>
/// <param name="UpperBeamMillimetres">How high the uppermost beam hangs above the ground floor's level; −10,000 to 600,000.</param>
/// <param name="FloorMillimetres">From floor to floor; 2,000 to 10,000. 2.8 m is usual in dwellings of GB 50096-2011, 3.0 m and more in
/// those of GB 55038-2025.</param>
public sealed record FloorScale(int UpperBeamMillimetres, int FloorMillimetres)
{
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    internal void Check()
    {
        if (UpperBeamMillimetres is < -10_000 or > 600_000)
            throw new ArgumentOutOfRangeException(nameof(UpperBeamMillimetres), UpperBeamMillimetres,
                "The uppermost beam is -10,000 to 600,000 mm above the ground floor. 最上光束高度须为 -10000 至 600000 mm。");
        if (FloorMillimetres is < 2_000 or > 10_000)
            throw new ArgumentOutOfRangeException(nameof(FloorMillimetres), FloorMillimetres,
                "A floor is 2,000 to 10,000 mm high. 层高须为 2000 至 10000 mm。");
    }
}
