namespace HedgeFlow.Numerics;

/// <summary>
/// A bag of finite numbers with its k-th smallest at hand: add, remove and select in O(log n), exact values.
/// A randomised search tree (treap) with subtree counts over one array; equal numbers share a node.
/// The same operations give the same tree: priorities come from a fixed sequence. Single-threaded.
/// </summary>
public sealed class OrderedSamples
{
    private const int None = -1;

    private Node[] _nodes = [];
    private int _used;
    private int _free = None;
    private int _root = None;
    private uint _sequence = 0x9E3779B9;

    /// <summary>Number of samples, repeated ones each time.</summary>
    public int Count => _root == None ? 0 : _nodes[_root].Size;

    /// <summary>Smallest sample is 0, largest is <see cref="Count"/> − 1.</summary>
    public double this[int rank]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rank, (uint)Count, nameof(rank));
            int node = _root;
            while (true)
            {
                ref readonly Node n = ref _nodes[node];
                int before = SizeOf(n.Left);
                if (rank < before)
                {
                    node = n.Left;
                }
                else if (rank < before + n.Times)
                {
                    return n.Value;
                }
                else
                {
                    rank -= before + n.Times;
                    node = n.Right;
                }
            }
        }
    }

    /// <summary>Adds a sample; a non-finite one is refused (false). -0 counts as 0.</summary>
    public bool Add(double sample)
    {
        if (!double.IsFinite(sample))
        {
            return false;
        }

        Reserve();
        Insert(ref _root, sample + 0.0);
        return true;
    }

    /// <summary>Removes one occurrence; false when there is none.</summary>
    public bool Remove(double sample) => double.IsFinite(sample) && Delete(ref _root, sample + 0.0);

    private int SizeOf(int node) => node == None ? 0 : _nodes[node].Size;

    // References into the array stay valid during an insertion because room is made before it.
    private void Reserve()
    {
        if (_free == None && _used == _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(8, _nodes.Length * 2));
        }
    }

    private void Insert(ref int slot, double value)
    {
        if (slot == None)
        {
            slot = Make(value);
            return;
        }

        ref Node node = ref _nodes[slot];
        node.Size++;
        if (value == node.Value)
        {
            node.Times++;
        }
        else if (value < node.Value)
        {
            Insert(ref node.Left, value);
            if (_nodes[node.Left].Priority > node.Priority)
            {
                RotateRight(ref slot);
            }
        }
        else
        {
            Insert(ref node.Right, value);
            if (_nodes[node.Right].Priority > node.Priority)
            {
                RotateLeft(ref slot);
            }
        }
    }

    private bool Delete(ref int slot, double value)
    {
        if (slot == None)
        {
            return false;
        }

        ref Node node = ref _nodes[slot];
        if (value != node.Value)
        {
            bool found = value < node.Value ? Delete(ref node.Left, value) : Delete(ref node.Right, value);
            node.Size -= found ? 1 : 0;
            return found;
        }

        node.Size--;
        if (--node.Times == 0)
        {
            int freed = slot;
            slot = Join(node.Left, node.Right);
            _nodes[freed].Left = _free;
            _free = freed;
        }

        return true;
    }

    /// <summary>One tree of two, where everything in the first is below everything in the second.</summary>
    private int Join(int low, int high)
    {
        if (low == None || high == None)
        {
            return low == None ? high : low;
        }

        if (_nodes[low].Priority > _nodes[high].Priority)
        {
            _nodes[low].Right = Join(_nodes[low].Right, high);
            Resize(low);
            return low;
        }

        _nodes[high].Left = Join(low, _nodes[high].Left);
        Resize(high);
        return high;
    }

    private void RotateRight(ref int slot)
    {
        int top = slot;
        int child = _nodes[top].Left;
        _nodes[top].Left = _nodes[child].Right;
        _nodes[child].Right = top;
        Resize(top);
        Resize(child);
        slot = child;
    }

    private void RotateLeft(ref int slot)
    {
        int top = slot;
        int child = _nodes[top].Right;
        _nodes[top].Right = _nodes[child].Left;
        _nodes[child].Left = top;
        Resize(top);
        Resize(child);
        slot = child;
    }

    private void Resize(int node)
    {
        ref Node n = ref _nodes[node];
        n.Size = n.Times + SizeOf(n.Left) + SizeOf(n.Right);
    }

    private int Make(double value)
    {
        int index = _free;
        if (index == None)
        {
            index = _used++;
        }
        else
        {
            _free = _nodes[index].Left;
        }

        _sequence ^= _sequence << 13;
        _sequence ^= _sequence >> 17;
        _sequence ^= _sequence << 5;
        _nodes[index] = new Node { Value = value, Left = None, Right = None, Times = 1, Size = 1, Priority = _sequence };
        return index;
    }

    private struct Node
    {
        public double Value;
        public int Left;
        public int Right;
        public int Times;
        public int Size;
        public uint Priority;
    }
}
