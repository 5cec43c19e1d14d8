namespace CityKit.Maps.Pictures;

/// <summary>How counts are put into classes (分级方法).</summary>
public enum ClassMethod
{
    /// <summary>As many areas in each class (分位数).</summary>
    Quantile,

    /// <summary>Classes equally wide (等间距).</summary>
    Equal,

    /// <summary>Counts that are alike together: least squares within the classes (自然断点; W. D. Fisher 1958, G. F. Jenks 1967).</summary>
    Natural,
}
