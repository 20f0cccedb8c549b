using HedgeFlow.State;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Surfaces that nothing has computed yet and that are not on disk, in their empty shape with a timestamp: readers open files by
/// name, and an absent one looks like a fault. A file of an earlier run stays until its owner replaces it.
/// </summary>
internal static class EmptyShapes
{
    /// <summary>The shapes that are due at <paramref name="now"/> for a state folder that holds <paramref name="present"/>.</summary>
    public static IEnumerable<SurfaceWrite> Due(double now, IReadOnlySet<string> present)
    {
        foreach (SurfaceWrite shape in EmptySurfaces.At(now))
        {
            if (!present.Contains(shape.Surface.File))
            {
                yield return shape;
            }
        }
    }

    /// <summary>Names of the files in the state folder.</summary>
    public static IReadOnlySet<string> Present(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal) : [];
}
